"""The texts of a coder: a folder or a file, read when looked at, and which document each is of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from zipfile import BadZipFile, ZipFile

from analysis.coding.texts.article import Article
from analysis.coding.texts.by_kind import REFERENCES, read_articles
from analysis.coding.texts.folder import Sketches, in_folder, twin_of
from analysis.coding.texts.web_pages import FACTIVA
from analysis.coding.texts.word import END
from analysis.errors import InputError


@dataclass
class Library:
    """Where each text stands by its name, what was read so far, and which files are unreadable."""

    places: dict[str, tuple[Path, int]] = field(default_factory=dict)
    kept: dict[Path, tuple[tuple, list[Article]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    listed: dict[str, Article] = field(default_factory=dict)
    """The articles of downloads and lists, whose metadata are known without opening them."""
    twins: dict[str, str] = field(default_factory=dict)
    """The earlier text that is the same as one, of those looked at so far."""
    sketches: Sketches = field(default_factory=Sketches)


def library(texts: str | Path | None, study: Path) -> Library:
    """Return the texts of a folder, or of one file, by their names; a file is read when opened.

    Files that hold several articles are read at once. Raises `InputError` for what is no path of a
    folder or file, and for one in the folder of the study, for texts are not published.
    """
    found = Library()
    if texts is None:
        return found
    if "\n" in str(texts) or len(str(texts)) > 1000:
        raise InputError("texts: a text; expected the path of a folder, for the notebook is kept")
    root = Path(texts).expanduser().resolve()
    if root.is_relative_to(study.resolve()):
        raise InputError(
            f"texts: {root.name!r} lies in the study; expected it outside, for texts are not "
            "published"
        )
    if not root.exists():
        raise InputError(f"texts: {str(texts)!r}; no such folder or file in {Path.cwd()}")
    for path in [root] if root.is_file() else in_folder(root):
        name = path.name if root.is_file() else path.relative_to(root).as_posix()
        found.places |= _places(found, path, name)
    for name, its in found.listed.items():
        _compare(found, name, its.text)
    return found


def look_for_twins(given: Library, seconds: float) -> bool:
    """Compare texts that were not yet with those before, for so long; return whether more remain.

    A file is read for it, so that it is done bit by bit while the coder looks at the list.
    """
    end = monotonic() + seconds
    for name in given.places:
        if name in given.sketches.of:
            continue
        if monotonic() > end:
            return True
        try:
            _compare(given, name, article(given, name).text)
        except InputError:  # which is told when it is opened
            _compare(given, name, "")
    return False


def _compare(given: Library, name: str, text: str) -> None:
    if twin := twin_of(name, text, given.sketches):
        given.twins[name] = twin


def article(given: Library, name: str) -> Article:
    """Return a text by its name, read anew when its file has changed.

    Raises `InputError` when it cannot be read, or is not there.
    """
    if name not in given.places:
        raise InputError(f"texts: {name!r} is not there; expected a file of the folder")
    path, part = given.places[name]
    found = _articles(given, path)
    if part > len(found):
        raise InputError(f"{path.name}: holds no article {part} any more; expected {len(found)}")
    return found[max(part - 1, 0)]


def _articles(given: Library, path: Path) -> list[Article]:
    try:
        stat = path.stat()
    except OSError as error:
        raise InputError(f"{path.name}: {error.strerror}; expected it readable") from None
    stamp = stat.st_mtime_ns, stat.st_size
    if given.kept.get(path, ((), []))[0] != stamp:
        given.kept[path] = stamp, read_articles(path)
    return given.kept[path][1]


def _places(given: Library, path: Path, name: str) -> dict[str, tuple[Path, int]]:
    try:
        if not _holds_several(path):
            return {name: (path, 0)}
        found = _articles(given, path)
    except (InputError, OSError) as error:
        given.problems.append(str(error))
        return {}
    if len(found) == 1 and path.suffix.lower() not in REFERENCES:
        return {name: (path, 0)}
    given.listed |= {f"{name}#{each.part}": each for each in found}
    return {f"{name}#{each.part}": (path, each.part) for each in found}


def _holds_several(path: Path) -> bool:
    """Tell from a look at a file whether it is a download of several articles, or a list."""
    kind = path.suffix.lower()
    if kind in REFERENCES:
        return True
    if kind in (".html", ".htm"):
        return FACTIVA.search(path.read_bytes()) is not None
    if kind != ".docx":
        return False
    try:
        with ZipFile(path) as archive:
            return END.encode() in archive.read("word/document.xml")
    except (BadZipFile, KeyError):
        return False  # which is told when it is opened


def of_documents(
    names: Iterable[str], documents: Iterable[str], known: Mapping[str, str]
) -> dict[str, str]:
    """Return the name of the text of each document: as noted, or named after it.

    >>> of_documents(["D1.txt", "D12 - talks.pdf", "x.txt"], ["D1", "D12"], {})
    {'D1': 'D1.txt', 'D12': 'D12 - talks.pdf'}
    """
    there = list(names)
    named: dict[str, str] = {}
    for name in there:
        stem = Path(name.partition("#")[0]).stem
        named.setdefault(re.split(r"[^\w]", stem)[0].casefold(), name)
        named[stem.casefold()] = name
    noted = {document: name for document, name in known.items() if name in set(there)}
    own = {each: named[each.casefold()] for each in documents if each.casefold() in named}
    return own | noted
