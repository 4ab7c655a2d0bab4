"""Every statement on a page of its year, so that the site's search finds what was said."""

from collections.abc import Iterable
from itertools import groupby

from analysis.explorer.record import record
from analysis.labels import translator
from analysis.locale import enclosed
from analysis.locale.stances import worded_for
from analysis.publish.captions import markdown
from analysis.study.load import Study

PAGE = "statements"
LANGUAGE = "en"  # of the site
TOLD = ("told", "actor", "target", "sector", "relation", "speaker", "locator")


def statement_pages(study: Study) -> dict[str, str]:
    """Return the pages by name: one a year, its statements by document, and one that leads there.

    Statements without a date stand on a page of their own.
    """
    said = sorted(record(study, LANGUAGE).items(), key=_when)
    years = {year: list(lines) for year, lines in groupby(said, key=_year)}
    with worded_for(bool(study.states)):
        pages = {f"{PAGE}/{year}.md": _page(year, lines) for year, lines in years.items()}
    return {f"{PAGE}.md": _contents({year: len(lines) for year, lines in years.items()})} | pages


def _contents(numbers: dict[str, int]) -> str:
    ways = [f"- [{_title(year)}]({PAGE}/{year}.md) ({many})" for year, many in numbers.items()]
    tree = ["```{toctree}", ":hidden:", ":titlesonly:", *(f"{PAGE}/{year}" for year in numbers)]
    told = ["# Statements", "Each statement of the record, with its source.", "\n".join(ways)]
    return "\n\n".join([*told, "\n".join([*tree, "```", ""])])


def _page(year: str, lines: Iterable[tuple[str, dict]]) -> str:
    parts = [f"# {_title(year)}"]
    by_source = groupby(
        sorted(lines, key=lambda line: (_source(line[1]), *_when(line))), _of_source
    )
    for source, statements in by_source:
        parts += [f"## {source}", "\n".join(_line(key, told) for key, told in statements)]
    return "\n\n".join(parts) + "\n"


def _line(key: str, told: dict[str, object]) -> str:
    """Return what a statement says, by whom, when and where."""
    told = told | {part: _apart(told[part]) for part in TOLD}
    who = f"{told['actor']} → {told['target']}" if told["target"] else told["actor"]
    codes = [who, told["sector"], told["relation"], _mark(told["stance"])]
    where = [told["date"], f"says {told['speaker']}" if told["speaker"] else "", told["locator"]]
    said = markdown(str(told["told"]))
    coded, placed = (markdown(_joined(each)) for each in (codes, where))
    link = f"; [source]({_address(str(told['url']))})" if told["url"] else ""
    return f"- {said} *{coded}* ({placed}; {markdown(key)}{link})".replace("-  *", "- *")


def _apart(value: object) -> object:
    """Return a text so that it is read in its own direction and turns nothing beside it."""
    return enclosed(value) if isinstance(value, str) else value


def _joined(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part)


def _mark(stance: object) -> str:
    if not isinstance(stance, int | float):
        return ""
    t = translator(LANGUAGE)
    return t("friendly") if stance > 0 else t("strained") if stance < 0 else t("neutral")


def _address(url: str) -> str:
    """Return an address in a form that no sign of it ends."""
    return f"<{url.translate(str.maketrans({'<': '%3C', '>': '%3E', ' ': '%20', chr(92): '%5C'}))}>"


def _title(year: str) -> str:
    return f"Statements of {year}" if year.isdigit() else "Statements without a date"


def _year(line: tuple[str, dict]) -> str:
    return str(line[1]["day"])[:4] or "undated"


def _when(line: tuple[str, dict]) -> tuple[str, str]:
    return str(line[1]["day"]) or "9999-99", line[0]


def _of_source(line: tuple[str, dict]) -> str:
    return markdown(_source(line[1]))


def _source(told: dict) -> str:
    named = ": ".join(enclosed(str(told[part])) for part in ("publisher", "title") if told[part])
    return named or str(told["document"]) or "No document"
