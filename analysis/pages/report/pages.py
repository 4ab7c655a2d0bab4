"""The whole report as Typst markup: title page, contents, chapters, codebook, documents."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from analysis.errors import counted
from analysis.labels import day, known_to
from analysis.pages import stored
from analysis.pages.edition import CODEBOOK, README, Edition
from analysis.pages.report.chapters import chapter, figure, joined
from analysis.pages.report.markup import escape, string
from analysis.pages.report.prose import Block, inline, markdown
from analysis.study.behind import documents_behind
from analysis.study.load import Study

_SEE = "See [CITATION.cff](CITATION.cff). "


def pages(made: Edition) -> str:
    """Return the report as Typst markup."""
    books = made.books
    by_book = stored.drawn(books, made.figures)
    chapters = [joined(chapter(_name(path), book, by_book[path])) for path, book in books.items()]
    if left := by_book[None]:
        chapters.append(joined([_title("Other figures", "other"), *map(figure, left.values())]))
    order = [told for drawn in by_book.values() for told in drawn.values()]
    parts = [
        '#import "/style.typ": *',
        _settings(made),
        _front(made),
        _contents(order),
        _introduction(made),
    ]
    opening = [*chapters, _codebook(made), _documents(made.study)]
    return "\n\n".join([*parts, *(f"#opening\n{part}" for part in opening)]) + "\n"


def last_day(study: Study) -> date | None:
    """Return the day of the last document that has one, else of the last statement, if any.

    What is known to the month or year alone has no day.
    """
    for table in (study.documents, study.statements):
        if "date" in table:
            days = pd.to_datetime(table["date"])
            if "date_precision" in table:
                days = days[table["date_precision"].fillna("day") == "day"]
            if not pd.isna(last := days.max()):
                return last.date()
    return None


def source(document: dict[str, object]) -> str:
    """Return a document as an entry of the list: publisher, day, title, and host of its address."""
    known = {name: value for name, value in document.items() if not pd.isna(value)}
    told = [escape(str(known["publisher"]))] if "publisher" in known else []
    if "date" in known:
        dated = pd.Timestamp(str(known["date"])).date()
        told.append(escape(known_to(dated, str(known.get("date_precision", "day")), "en")))
    title = escape(str(known.get("title", "")))
    if title and "language" in known:
        title = f"#text(lang: {string(str(known['language']))})[{title}];"
    head = f"{', '.join(told)}{': ' if title else ''}" if told else ""
    name = string(str(known["document_id"]))
    return f"#document-entry({name})[{head}{title}{_address(str(known.get('url', '')))}]"


def _address(url: str) -> str:
    """Return the host of an address as a link to it; of none, nothing."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return f" #box(link({string(url)})[{escape(host)}]);" if host else ""


def _settings(made: Edition) -> str:
    """Return the metadata of the file, and its running heads; its date is that of the data."""
    told, study = made.citation, made.study
    keywords = dict.fromkeys([*told.get("keywords", []), *study.package.get("keywords", [])])
    last = last_day(study)
    version = f", version {study.package['version']}" if study.package.get("version") else ""
    parts = {
        "title": string(told["title"]),
        "short": f"[{escape(told['title'].partition(': ')[0])}]",
        "authors": _strings(map(stored.person, told["authors"])),
        "keywords": _strings(keywords),
        "description": string(str(study.package.get("description") or "")),
        "date": f"datetime(year: {last.year}, month: {last.month}, day: {last.day})"
        if last
        else "none",
        "foot": f"[{escape(study.title + version)}]",
    }
    return f"#show: report.with({', '.join(f'{name}: {part}' for name, part in parts.items())})"


def _front(made: Edition) -> str:
    told, study, last = made.citation, made.study, last_day(made.study)
    version = str(study.package.get("version") or "")
    dated = "the last dated document" if made.own else "the last date"
    facts = {
        "Authors": escape("; ".join(map(stored.person, told["authors"]))),
        "Version": escape(f"{told['version']}; data {version}" if made.own else version),
        "Data until": escape(f"{day(last, 'en')} ({dated})") if last else "",
        "Licence": inline(stored.licences(made.readme).strip().removeprefix(_SEE), README),
        "Cite as": inline(stored.reference(told), README),
    }
    rows = "".join(f"([{name}], [{fact}]), " for name, fact in facts.items() if fact)
    name, _, under = told["title"].partition(": ")
    about = escape(str(study.package.get("description") or ""))
    heads = [name, under[:1].upper() + under[1:], study.title if made.own else ""]
    return f"#front({', '.join(f'[{escape(head)}]' for head in heads)}, [{about}], ({rows}))"


def _contents(figures: list[dict]) -> str:
    entries = (f"({string(told['figure'])}, [{escape(told['title'])}])" for told in figures)
    return f"#contents(({''.join(f'{entry}, ' for entry in entries)}))"


def _introduction(made: Edition) -> str:
    """Return what the README tells readers, without its title and its picture."""
    blocks = markdown(stored.introduction(made.readme), README)
    told = [block for block in blocks if block.kind != "image"][1:]
    return joined([_title("Introduction", README), *told]) if told else ""


def _codebook(made: Edition) -> str:
    blocks = markdown(made.codebook, CODEBOOK)
    return joined([_title("Appendix A. Codebook", CODEBOOK), *blocks[1:]])


def _documents(study: Study) -> str:
    """Return the list of documents, each at the place to which its id leads."""
    whole = {"publisher", "title", "url"} <= set(study.documents)
    what = "publisher, day (where one is known), title (in parentheses when it was not read on the "
    what += "page), and where it stands. A click leads there; documents.csv gives the addresses in "
    about = f": {what}full." if whole else ", with what is known of each."
    told = counted(len(study.documents), "document") + about
    every = study.documents["document_id"]
    listed = documents_behind(study, documents=every).set_index("document_id").loc[every]
    entries = "\n".join(map(source, listed.reset_index().to_dict("records")))
    ids = study.documents["document_id"].astype(str)
    longest = max(
        (len(name) + sum(letter > "\u2e80" for letter in name) for name in ids), default=0
    )
    wide = f"{min(max(27, 5 * longest), 100)}pt"  # of the ids, in bold of 8 pt
    block = Block("list", f"#documents({wide})[\n{entries}\n]")
    blocks = [Block("paragraph", f"{escape(told)}\n"), block]
    return joined([_title("Appendix B. Documents", "documents"), *blocks])


def _title(words: str, label: str) -> Block:
    return Block("heading", f"{string(label)}, [{escape(words)}]", 1)


def _strings(texts: Iterable[str]) -> str:
    return f"({''.join(f'{string(text)}, ' for text in texts)})"


def _name(path: Path) -> str:
    return f"notebooks/{path.name}"
