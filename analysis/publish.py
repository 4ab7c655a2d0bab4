"""Writes a figure as an author needs it: three formats, its numbers, and what must stand beside it.

The same figure gives the same bytes each time, in every format.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

import matplotlib.style
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.style import STYLE, Words
from analysis.errors import InputError
from analysis.files import FILES_TYPE, write_whole
from analysis.labels import day, translator
from analysis.places import PACKAGE_FILE, output_root, resolve_output
from analysis.selection import sources
from analysis.study import TABLES, Study

MOST_LISTED = 4
"""The source line names this many documents; of more it gives the number, the sidecar the list."""


@dataclass(frozen=True)
class Written:
    """The files written into an output folder, which a notebook shows as a list."""

    folder: str
    files: list[str]

    def __add__(self, other: "Written") -> "Written":
        return Written(self.folder, self.files + other.files)

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {"text/plain": "\n".join(f"{self.folder}/{file}" for file in self.files),
                FILES_TYPE: self.files}  # fmt: skip


def save(
    figure: Figure, name: str, output: str | Path, *, table: pd.DataFrame, words: Words,
    study: Study, documents: Iterable[str] | None = None, seed: int | None = None,
) -> Written:  # fmt: skip
    """Write a figure into a folder as PDF, SVG and PNG, its table as CSV and a JSON sidecar.

    The sidecar holds title, caption, alt text, language, the selection and seed, the sources, and
    the SHA-256 of each file and of each table of the study. A relative folder stands in the
    project. The sources are those of the study's statements or, for a figure that plots something
    else, the `documents` given by their ids. Each file is written beside and then put in place.
    Raises `InputError` when a caption or alt text is empty.
    """
    empty = [part for part in ("title", "caption", "alt") if not getattr(words, part).strip()]
    if empty:
        raise InputError(
            [f"figure {name!r}: its {part} is empty; expected words" for part in empty]
        )
    folder = resolve_output(output)
    files = {f"{name}.{ending}": render(figure, ending, words) for ending in ("pdf", "svg", "png")}
    files[f"{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
    told = words._replace(caption=caption(words, study, documents))
    sidecar = _sidecar(name, files, told, study, sources(study, documents), seed)
    files[f"{name}.json"] = (json.dumps(sidecar, ensure_ascii=False, indent=2) + "\n").encode()
    for file, content in files.items():
        write_whole(folder / file, content)
    return Written(_shown(folder), list(files))


def render(figure: Figure, ending: str, words: Words) -> bytes:
    """Return a figure as the bytes of a PDF, SVG or PNG file with title and alt text inside."""
    metadata = {
        "pdf": {"Title": words.title, "Subject": words.alt, "CreationDate": None},
        "svg": {"Title": words.title, "Date": None},
        "png": {"Title": words.title, "Description": words.alt, "Software": None},
    }[ending]
    buffer = BytesIO()
    with matplotlib.style.context(STYLE):
        figure.savefig(buffer, format=ending, metadata=metadata)
    return _accessible(buffer.getvalue(), words) if ending == "svg" else buffer.getvalue()


def caption(words: Words, study: Study, documents: Iterable[str] | None = None) -> str:
    """Return the caption with the source line that follows from the documents plotted.

    These are the documents of the study's statements or those given by their ids.
    """
    used = sources(study, documents)
    if used.empty:
        return words.caption
    line = _listed(used, words.language) if len(used) <= MOST_LISTED else _counted(used, words)
    return f"{words.caption} {line}"


def _listed(used: pd.DataFrame, language: str) -> str:
    t = translator(language)
    undated = t("undated")
    told = [
        f"{line.publisher}, {undated if pd.isna(line.date) else day(line.date, language)} "
        f"({line.document_id})"
        for line in used.itertuples()
    ]
    return t("Source: {sources}.", sources="; ".join(told))


def _counted(used: pd.DataFrame, words: Words) -> str:
    t = translator(words.language)
    return t(
        "Sources: {documents} documents by {publishers} publishers, {first}–{last}, listed beside "
        "the figure.",
        documents=len(used),
        publishers=used["publisher"].nunique(),
        first=used["date"].min().year,
        last=used["date"].max().year,
    )


def _accessible(svg: bytes, words: Words) -> bytes:
    """Give an SVG the role of an image, a title and a description, for who cannot see it."""
    head, tail = svg.split(b"<svg ", 1)
    attributes, body = tail.split(b">", 1)
    told = f"<title>{escape(words.title)}</title><desc>{escape(words.alt)}</desc>"
    role = f'role="img" lang="{words.language}" '
    return head + b"<svg " + role.encode() + attributes + b">\n " + told.encode() + body


def _sidecar(
    name: str, files: dict, words: Words, study: Study, used: pd.DataFrame, seed: int | None
) -> dict:
    used["date"] = used["date"].dt.strftime("%Y-%m-%d")
    fields = ["document_id", "date", "publisher", "title", "url"]
    return {
        "figure": name,
        "title": words.title,
        "caption": words.caption,
        "alt": words.alt,
        "language": words.language,
        "study": {"name": study.name, "version": study.package.get("version")},
        "parameters": study.selection | ({} if seed is None else {"seed": seed}),
        "statements": len(study.statements),
        "sources": used[fields].astype(object).where(used[fields].notna(), None).to_dict("records"),
        "files": {file: _sha256(content) for file, content in files.items()},
        "data": {path.name: _sha256(path.read_bytes()) for path in _tables(study)},
    }


def _shown(folder: Path) -> str:
    """Name a folder in the project from there, so that a notebook reads the same everywhere."""
    root = output_root()
    return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()


def _tables(study: Study) -> list[Path]:
    paths = {resource["name"]: resource["path"] for resource in study.package["resources"]}
    return [study.folder / PACKAGE_FILE, *(study.folder / paths[name] for name in TABLES)]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
