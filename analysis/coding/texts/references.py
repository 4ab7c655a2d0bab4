"""Lists of references: RIS, BibTeX and CSL as JSON, as reference managers write them."""

import json
import re
from pathlib import Path

from analysis.coding.texts.article import Article, extra
from analysis.coding.texts.plain_text import split, unknown
from analysis.errors import InputError, Problem

PART = re.compile(r"\d+")


def read_ris(path: Path) -> list[Article]:
    """Return the references of an RIS file."""
    text, told = unknown(path.read_bytes(), path.name)
    try:
        found = extra("rispy").loads(text)
    except (ValueError, KeyError, OSError) as error:
        raise InputError(f"{path.name}: is no RIS ({error}); expected one") from None
    return _numbered(
        [
            _reference(
                each,
                ("title", "primary_title", "translated_title"),
                _day(each.get("date") or each.get("publication_year") or each.get("year") or ""),
                ("secondary_title", "journal_name", "publisher"),
            )
            for each in found
        ],
        path,
        told,
    )


def read_bibtex(path: Path) -> list[Article]:
    """Return the references of a BibTeX file; an entry that is broken is told."""
    text, told = unknown(path.read_bytes(), path.name)
    bibtex = extra("bibtexparser")
    library = bibtex.parse_string(
        text, append_middleware=[bibtex.middlewares.LatexDecodingMiddleware()]
    )
    entries = [
        {name: field.value for name, field in each.fields_dict.items()} for each in library.entries
    ]
    if library.failed_blocks:
        lines_ = ", ".join(str((each.start_line or 0) + 1) for each in library.failed_blocks)
        told = (*told, f"entries that could not be read, in lines {lines_}")
    found = [
        _reference(
            each,
            ("title",),
            _day(each.get("date") or "-".join(filter(None, (each.get("year"), each.get("month"))))),
            ("journaltitle", "journal", "publisher", "organization", "howpublished"),
        )
        for each in entries
    ]
    return _numbered(found, path, told)


def read_csl(path: Path) -> list[Article]:
    """Return the references of CSL as JSON."""
    text, told = unknown(path.read_bytes(), path.name)
    try:
        listed = json.loads(text)
        listed = listed.get("items", [listed]) if isinstance(listed, dict) else listed
        found = [
            _reference(
                {name.lower(): value for name, value in each.items()},
                ("title",),
                _csl_day(each.get("issued") or {}),
                ("container-title", "publisher"),
            )
            for each in listed
        ]
    except (ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{path.name}: is no CSL as JSON ({error}); expected one") from None
    return _numbered(found, path, told)


def _reference(given: dict, titles: tuple, date: str, publishers: tuple) -> Article:
    def first(names: tuple) -> str:
        values = (given.get(name) for name in names)
        return next((" ".join(str(value).split()) for value in values if value), "")

    urls = given.get("urls") or given.get("url") or []
    url = urls if isinstance(urls, str) else next(iter(urls), "")
    doi = given.get("doi") or ""
    language = str(given.get("language") or "")[:2].lower()
    text = split(str(given.get("abstract") or ""))
    return Article(
        "",
        0,
        first(titles),
        date,
        first(publishers),
        url or (doi and f"https://doi.org/{doi}"),
        language,
        text,
    )


def _numbered(found: list[Article], path: Path, told: tuple[str, ...]) -> list[Article]:
    found = [each for each in found if each.title or each.url]
    if not found:
        raise InputError(Problem(f"{path.name}: no reference was found in it; expected some"))
    return [
        each._replace(file=path.name, part=place, told=told) for place, each in enumerate(found, 1)
    ]


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _day(text: str) -> str:
    """Return a day, or nothing where less is told.

    >>> _day("2024/11/27/"), _day("2024-nov-3"), _day("2024")
    ('2024-11-27', '2024-11-03', '')
    """
    for number, month in enumerate(MONTHS, 1):
        text = re.sub(rf"\b{month}[a-z]*", str(number), text.lower())
    return _iso([int(part) for part in PART.findall(text)])


def _csl_day(issued: dict) -> str:
    parts = (issued.get("date-parts") or [[]])[0]
    return _iso([int(part) for part in parts]) if parts else _day(str(issued.get("raw", "")))


def _iso(parts: list[int]) -> str:
    if len(parts) < 3 or not (1 <= parts[1] <= 12 and 1 <= parts[2] <= 31):
        return ""
    return f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"
