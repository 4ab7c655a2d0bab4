"""Writes a figure as an author needs it: its formats, its numbers, and what must stand beside it.

The same figure gives the same bytes each time, in every format.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis.captions import as_latex, as_markdown
from analysis.charts.style import Words
from analysis.errors import InputError
from analysis.files import FILES_TYPE, write_whole
from analysis.formats import check_file, render, render_all
from analysis.labels import day, translator
from analysis.legible import illegible
from analysis.places import PACKAGE_FILE, output_root, resolve_output
from analysis.selection import sources
from analysis.study import Study, table_paths
from analysis.targets import FORMATS, Target, check_formats, check_size, find_target

PRINTED = ("pdf", "svg", "png", "tiff")
"""The formats written for a target when none is named."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)", re.IGNORECASE)

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
    target: str | None = None, formats: Iterable[str] | None = None,
) -> Written:  # fmt: skip
    """Write a figure into a folder as PDF, SVG and PNG, its table as CSV and a JSON sidecar.

    The sidecar holds title, caption, alt text, language, the selection and seed, the sources, and
    the SHA-256 of each file and of each table of the study. A relative folder stands in the
    project. The sources are those of the study's statements or, for a figure that plots something
    else, the `documents` given by their ids. Each file is written beside and then put in place.
    Raises `InputError` when a caption or alt text is empty.

    For a `target` of `analysis.targets`, drawn under `charts.style.drawn_for`, the files are PDF,
    SVG, PNG and TIFF or those of its `formats` that are named ("eps" among them), and the caption
    as Markdown and LaTeX. Raises `InputError` with all that the target does not take: width or
    height, size of text, text that overlaps text or leaves the page, a missing glyph, empty data,
    words or sources. The files are read back before they are put in place.
    """
    if target is None and formats is not None:
        raise InputError("formats: given without a target; expected both, or neither")
    found = None if target is None else find_target(target)
    asked = list(PRINTED if formats is None else dict.fromkeys(formats))
    problems = _check_words(name, words)
    if found:
        problems += _check(figure, name, found, table, words, sources(study, documents))
        problems += [] if formats is None else check_formats(found, asked)
    if problems:
        raise InputError(problems)
    told = words._replace(caption=caption(words, study, documents))
    if found:
        files = _printed(figure, name, asked, words, told, found)
    else:
        files = {f"{name}.{each}": render(figure, each, words) for each in ("pdf", "svg", "png")}
    files[f"{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
    sidecar = _sidecar(name, files, told, study, sources(study, documents), seed)
    if found:
        sidecar["target"] = found._asdict()
    files[f"{name}.json"] = (json.dumps(sidecar, ensure_ascii=False, indent=2) + "\n").encode()
    folder = resolve_output(output)
    _put(files, folder, figure, found)
    return Written(_shown(folder), list(files))


def caption(words: Words, study: Study, documents: Iterable[str] | None = None) -> str:
    """Return the caption with the source line that follows from the documents plotted.

    These are the documents of the study's statements or those given by their ids.
    """
    used = sources(study, documents)
    if used.empty:
        return words.caption
    line = _listed(used, words.language) if len(used) <= MOST_LISTED else _counted(used, words)
    return f"{words.caption} {line}"


def _check_words(name: str, words: Words) -> list[str]:
    parts = ("title", "caption", "alt")
    return [f"figure {name!r}: its {part} is empty; expected words" for part in parts
            if not getattr(words, part).strip()]  # fmt: skip


def _check(
    figure: Figure, name: str, target: Target, table: pd.DataFrame, words: Words, used: pd.DataFrame
) -> list[str]:
    """Return a line for all that keeps a figure from its target."""
    problems = []
    if not NAME.fullmatch(name) or DEVICES.fullmatch(name):
        problems.append(f"name: {name!r}; expected Latin letters, digits, - and _, a hundred at "
                        "most, and no name of a device, for LaTeX and any file system")  # fmt: skip
    for part in ("title", "caption", "alt"):
        bad = sorted(
            {
                letter
                for letter in getattr(words, part)
                if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"
            }
        )
        problems += [f"figure {name!r}: its {part} holds U+{ord(letter):04X}; expected letters "
                     "that can be written" for letter in bad]  # fmt: skip
    if table.empty:
        problems.append(f"figure {name!r}: its table is empty; expected data to plot")
    if used.empty:
        problems.append(f"figure {name!r}: no document stands behind it; expected sources")
    width, height = figure.get_size_inches() * 25.4
    return problems + check_size(target, width, height) + illegible(figure, target.least,
                                                                    target.most)  # fmt: skip


def _printed(
    figure: Figure, name: str, formats: list[str], words: Words, told: Words, target: Target
) -> dict[str, bytes]:
    rendered = render_all(figure, formats, words, target.dpi)
    files = {f"{name}.{ending}": content for ending, content in rendered.items()}
    picture = next((f"{name}.{each}" for each in ("svg", "png") if each in formats), None)
    files[f"{name}.md"] = as_markdown(told, picture).encode()
    files[f"{name}.tex"] = as_latex(name, told).encode()
    return files


def _put(files: dict[str, bytes], folder: Path, figure: Figure, target: Target | None) -> None:
    """Put files in place; those for a target all at once, when they read back as promised."""
    if target is None:
        for file, content in files.items():
            write_whole(folder / file, content)
        return
    folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".figure-", dir=folder))
    try:
        problems = []
        for file, content in files.items():
            (beside / file).write_bytes(content)
            if (beside / file).suffix[1:] in FORMATS:
                size = figure.get_size_inches() * 25.4
                problems += check_file(beside / file, *size, target.dpi)
        if problems:
            raise RuntimeError("\n".join(problems))
        for file in files:
            os.replace(beside / file, folder / file)
    finally:
        shutil.rmtree(beside)


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
    return [study.folder / PACKAGE_FILE, *table_paths(study.folder, study.package).values()]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
