"""Writes a figure as an author needs it: its formats, its numbers, and what must stand beside it.

The same figure gives the same bytes each time, in every format.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import InputError
from analysis.files import FILES_TYPE, write_together
from analysis.places import output_root, resolve_output
from analysis.publish.captions import as_latex, as_markdown
from analysis.publish.figure_names import name_problems, twin_problems
from analysis.publish.formats import check_file, render, render_all, unprintable
from analysis.publish.legible import illegible, unwritten
from analysis.publish.sidecar import caption, sidecar
from analysis.publish.targets import FORMATS, Target, check_formats, check_size, find_target
from analysis.publish.words import Words
from analysis.study.load import Study
from analysis.study.selection import documents_behind

KEPT = ("pdf", "svg", "png")
"""The formats written for no target."""

PRINTED = ("pdf", "svg", "png", "tiff")
"""The formats written for a target when none is named."""


@dataclass(frozen=True)
class Written:
    """The files written into an output folder, which a notebook shows as a list."""

    folder: str
    files: list[str]

    @property
    def paths(self) -> list[str]:
        """The files with their folder."""
        return [f"{self.folder}/{file}" for file in self.files]

    def __add__(self, other: "Written") -> "Written":
        return Written(self.folder, self.files + other.files)

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {"text/plain": "\n".join(self.paths), FILES_TYPE: self.files}


def save(
    figure: Figure,
    name: str,
    output: str | Path,
    *,
    table: pd.DataFrame,
    words: Words,
    study: Study | None,
    documents: Iterable[str] | None = None,
    seed: int | None = None,
    target: str | None = None,
    formats: Iterable[str] | None = None,
) -> Written:
    """Write a figure into a folder as PDF, SVG and PNG, its table as CSV and a JSON sidecar.

    The sidecar holds title, caption, alt text, language, the selection and seed, the sources, and
    the SHA-256 of each file and of each table of the study. A relative folder stands in the
    project. The sources are those of the study's statements or, for a figure that plots something
    else, the `documents` given by their ids; without a study (of a plain table) there are none.
    The files are written beside and then put in place together, as `analysis.files` tells.
    Raises `InputError` for a name that is none on every file system, a caption or alt text that is
    empty or holds control characters, a letter without a glyph, and a full disk.

    For a `target` of `publish.targets`, drawn under `charts.style.drawn_for`, the files are PDF,
    SVG, PNG and TIFF or those of its `formats` that are named ("eps" among them), and the caption
    as Markdown and LaTeX. Raises `InputError` with all that the target does not take: width or
    height, size of text, text that overlaps text or leaves the page, empty data, words or sources.
    The files are read back before they are put in place.
    """
    found, asked = _asked(target, formats)
    used = documents_behind(study, documents=documents) if study else None
    folder = resolve_output(output)
    problems = name_problems(name) or twin_problems(name, folder)
    problems += _check_words(name, words)
    if found:
        sourced = used if documents is not None or _names_documents(study) else None
        problems += _check(figure, name, found, table, sourced)
        problems += [] if formats is None else check_formats(found, asked)
        problems += unprintable(figure, name, asked) if _is_printed(found) else []
    else:
        problems += unwritten(figure)
    if problems:
        raise InputError(problems)
    told = words._replace(caption=caption(words, study, documents))
    if found:
        files = _printed(figure, name, asked, words, told, found)
    else:
        files = {f"{name}.{ending}": render(figure, ending, words) for ending in asked}
    files[f"{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
    files[f"{name}.json"] = sidecar(name, files, told, study, used, seed, found)
    size = figure.get_size_inches() * 25.4
    write_together(folder, files, lambda path: _unlike(path, size, found))
    return Written(shown(folder), list(files))


def _names_documents(study: Study | None) -> bool:
    """A record without documents, such as a matrix, has no source to be asked for."""
    return study is not None and "document_id" in study.statements


def _asked(target: str | None, formats: Iterable[str] | None) -> tuple[Target | None, list[str]]:
    """Return the target, and the formats to write."""
    if target is not None:
        return find_target(target), list(PRINTED if formats is None else dict.fromkeys(formats))
    if formats is not None:
        raise InputError("formats: given without a target; expected both, or neither")
    return None, list(KEPT)


def _check_words(name: str, words: Words) -> list[str]:
    problems = []
    for part in ("title", "caption", "alt"):
        text = getattr(words, part)
        bad = {
            letter
            for letter in text
            if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"
        }
        if not text.strip():
            problems.append(f"figure {name!r}: its {part} is empty; expected words")
        problems += [
            f"figure {name!r}: its {part} holds U+{ord(letter):04X}; expected letters "
            "that can be written"
            for letter in sorted(bad)
        ]
    return problems


def _check(
    figure: Figure, name: str, target: Target, table: pd.DataFrame, used: pd.DataFrame | None
) -> list[str]:
    """Return a line for all that keeps a figure from its target."""
    problems = []
    if table.empty:
        problems.append(f"figure {name!r}: its table is empty; expected data to plot")
    if used is not None and used.empty:
        problems.append(f"figure {name!r}: no document stands behind it; expected sources")
    width, height = figure.get_size_inches() * 25.4
    return (
        problems + check_size(target, width, height) + illegible(figure, target.least, target.most)
    )


def _printed(
    figure: Figure, name: str, formats: list[str], words: Words, told: Words, target: Target
) -> dict[str, bytes]:
    rendered = render_all(figure, formats, words, target.dpi)
    files = {f"{name}.{ending}": content for ending, content in rendered.items()}
    picture = next((f"{name}.{each}" for each in ("svg", "png") if each in formats), None)
    files[f"{name}.md"] = as_markdown(told, picture).encode()
    files[f"{name}.tex"] = as_latex(name, told).encode()
    return files


def _unlike(path: Path, size: Iterable[float], target: Target | None) -> list[str]:
    """Return a line for all in which a file for a target is not as promised."""
    pictured = target and path.suffix[1:] in FORMATS
    return check_file(path, *size, target.dpi, printed=_is_printed(target)) if pictured else []


def _is_printed(target: Target | None) -> bool:
    """Tell journals, all of which take TIFF, from screens."""
    return target is not None and "tiff" in target.takes


def shown(folder: Path) -> str:
    """Name a folder in the project from there, so that a notebook reads the same everywhere."""
    root = output_root()
    return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()
