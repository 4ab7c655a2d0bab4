"""Reads a file of any kind that is known, by its name and what it begins with."""

import json
from collections.abc import Callable
from pathlib import Path

from analysis.coding.texts.article import Article
from analysis.coding.texts.pdf import read_pdf
from analysis.coding.texts.plain_text import read_plain
from analysis.coding.texts.references import read_bibtex, read_csl, read_ris
from analysis.coding.texts.web_pages import read_page
from analysis.coding.texts.word import read_word
from analysis.errors import InputError

READERS: dict[str, Callable[[Path], list[Article]]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".docx": read_word,
    ".doc": read_word,
    ".pdf": read_pdf,
    ".ris": read_ris,
    ".bib": read_bibtex,
    ".json": read_csl,
}
REFERENCES = (".ris", ".bib", ".json")
"""Files that tell of articles and seldom hold their text."""


def read_articles(path: Path) -> list[Article]:
    """Return the articles of a file, with single spaces in their paragraphs.

    Raises `InputError` in words for a kind that is not known, a scan, a protected or damaged file,
    one of another kind than its name says, and one without text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise InputError(f"{path.name}: a kind that is not read; expected one of {known}")
    try:
        found = reader(path)
    except OSError as error:
        raise InputError(f"{path.name}: {error.strerror or error}; expected it readable") from None
    except (InputError, KeyboardInterrupt):
        raise
    except Exception as error:  # of a library, about a file that nobody can foresee
        wrong = f"could not be read ({type(error).__name__}: {str(error)[:80]})"
        raise InputError(f"{path.name}: {wrong}; expected a whole {path.suffix}") from error
    if not any(each.paragraphs for each in found) and path.suffix.lower() not in REFERENCES:
        raise InputError(f"{path.name}: is empty; expected the text of a document")
    return found


def is_csl(path: Path) -> bool:
    """Tell whether a file of JSON lists references, as other files of JSON do not."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    first = told[0] if isinstance(told, list) and told else told
    return isinstance(first, dict) and {"title", "items"} & {*first} != set()
