"""The whole report as Typst markup: title page, contents, chapters, codebook, documents."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from analysis.errors import counted
from analysis.labels import day
from analysis.pages import stored
from analysis.pages.report.chapters import chapter, figure, joined
from analysis.pages.report.markup import escape, string
from analysis.pages.report.prose import Block, inline, markdown
from analysis.study.load import Study

_SEE = "See [CITATION.cff](CITATION.cff). "
CODEBOOK, README = "data/README.md", "README.md"


def pages(root: Path, books: stored.Books, figures: dict[str, dict], study: Study) -> str:
    """Return the report as Typst markup."""
    by_book = stored.drawn(books, figures)
    chapters = [joined(chapter(_name(path), book, by_book[path])) for path, book in books.items()]
    if left := by_book[None]:
        chapters.append(joined([_title("Other figures", "other"), *map(figure, left.values())]))
    order = [told for drawn in by_book.values() for told in drawn.values()]
    parts = [
        '#import "/style.typ": *',
        _settings(root, study),
        _front(root, study),
        _contents(order),
        _introduction(root),
    ]
    opening = [*chapters, _codebook(root), _documents(study)]
    return "\n\n".join([*parts, *(f"#opening\n{part}" for part in opening)]) + "\n"


def last_day(documents: pd.DataFrame) -> date:
    """Return the day of the last document that has one."""
    return pd.to_datetime(documents["date"]).max().date()


def source(document: dict[str, object]) -> str:
    """Return a document as an entry of the list: publisher, day, title, and host of its address."""
    told = [escape(str(document["publisher"]))]
    if not pd.isna(document["date"]):
        told.append(escape(day(pd.Timestamp(document["date"]).date(), "en")))
    title = f"#text(lang: {string(str(document['language']))})[{escape(str(document['title']))}];"
    host = (urlsplit(str(document["url"])).hostname or "").removeprefix("www.")
    link = f"#box(link({string(str(document['url']))})[{escape(host)}]);"
    name = string(str(document["document_id"]))
    return f"#document-entry({name})[{', '.join(told)}: {title} {link}]"


def _settings(root: Path, study: Study) -> str:
    """Return the metadata of the file, and its running heads; its date is that of the data."""
    told = stored.citation(root)
    keywords = dict.fromkeys([*told.get("keywords", []), *study.package.get("keywords", [])])
    last = last_day(study.documents)
    parts = {
        "title": string(told["title"]),
        "short": f"[{escape(told['title'].partition(': ')[0])}]",
        "authors": _strings(map(stored.person, told["authors"])),
        "keywords": _strings(keywords),
        "description": string(study.package.get("description", "")),
        "date": f"datetime(year: {last.year}, month: {last.month}, day: {last.day})",
        "foot": f"[{escape(study.package['title'])}, version {escape(study.package['version'])}]",
    }
    return f"#show: report.with({', '.join(f'{name}: {part}' for name, part in parts.items())})"


def _front(root: Path, study: Study) -> str:
    told, readme = stored.citation(root), stored.text(root / README)
    facts = {
        "Authors": escape("; ".join(map(stored.person, told["authors"]))),
        "Version": escape(f"{told['version']}; data {study.package['version']}"),
        "Data until": escape(f"{day(last_day(study.documents), 'en')} (the last dated document)"),
        "Licence": inline(stored.licences(readme).strip().removeprefix(_SEE), README),
        "Cite as": inline(stored.reference(told), README),
    }
    rows = "".join(f"([{name}], [{fact}]), " for name, fact in facts.items())
    name, _, under = told["title"].partition(": ")
    about = escape(study.package.get("description", ""))
    heads = [name, under[:1].upper() + under[1:], study.package["title"]]
    return f"#front({', '.join(f'[{escape(head)}]' for head in heads)}, [{about}], ({rows}))"


def _contents(figures: list[dict]) -> str:
    entries = (f"({string(told['figure'])}, [{escape(told['title'])}])" for told in figures)
    return f"#contents(({''.join(f'{entry}, ' for entry in entries)}))"


def _introduction(root: Path) -> str:
    """Return what the README tells readers, without its title and its picture."""
    blocks = markdown(stored.introduction(stored.text(root / README)), README)
    told = [block for block in blocks if block.kind != "image"]
    return joined([_title("Introduction", README), *told[1:]])


def _codebook(root: Path) -> str:
    blocks = markdown(stored.text(root / CODEBOOK), CODEBOOK)
    return joined([_title("Appendix A. Codebook", CODEBOOK), *blocks[1:]])


def _documents(study: Study) -> str:
    """Return the list of documents, each at the place to which its id leads."""
    told = (
        f"{counted(len(study.documents), 'document')}: publisher, day (where one is known), title "
        "(in parentheses when it was not read on the page), and where it stands. A click leads "
        "there; documents.csv gives the addresses in full."
    )
    entries = "\n".join(map(source, study.documents.to_dict("records")))
    blocks = [Block("paragraph", f"{escape(told)}\n"), Block("list", f"#documents[\n{entries}\n]")]
    return joined([_title("Appendix B. Documents", "documents"), *blocks])


def _title(words: str, label: str) -> Block:
    return Block("heading", f"{string(label)}, [{escape(words)}]", 1)


def _strings(texts: Iterable[str]) -> str:
    return f"({''.join(f'{string(text)}, ' for text in texts)})"


def _name(path: Path) -> str:
    return f"notebooks/{path.name}"
