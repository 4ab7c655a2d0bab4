"""Typst files to a PDF, with the fonts that come with Typst and Matplotlib."""

import re
import shutil
import tempfile
import warnings
from pathlib import Path

import typst
from matplotlib import get_data_path

from analysis.errors import InputError, InputNote
from analysis.publish.fonts import fonts_for, named_folders
from analysis.publish.glyphs import has, missing

MAIN = "main.typ"
TEXTS = (".typ", ".svg")
_NO_LETTERS = "missing codepoints"
_UNSHOWN = re.compile(r"the text `\"(.*?)\"` could not be displayed")


def typeset(files: dict[str, bytes], place: Path | None = None, *, language: str = "en") -> bytes:
    """Return the PDF of `main.typ`, given it and the files that it names; set in `place`.

    It is tagged for screen readers (PDF/UA-1), and the same files give the same bytes. Letters that
    the font of figures lacks are set in others, as figures take them, with a note: in those of the
    folders that the setting names, then in those of the machine, Chinese signs in the forms of
    `language`. Where a script can only be set in glyphs that stand for no one letter, the file is
    tagged but not marked as PDF/UA-1, with a note. Raises `InputError` when no font has a letter,
    and with what else Typst has to say.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-report-", dir=place) as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        fonts = _bundled(Path(folder) / "fonts")
        letters = _beyond(files, fonts)
        families = fonts_for(letters, language) if letters else []
        try:
            made = _marked(Path(folder), [fonts, *named_folders()], families)
        except typst.TypstError as error:
            raise _told(error) from None
    if families:
        told = _listed(sorted(letters))
        _note(f"{told} set in fonts of this machine; elsewhere it may look otherwise")
    return made


def _beyond(files: dict[str, bytes], fonts: Path) -> set[str]:
    """Return the letters of the text, and of drawings, that the font of figures lacks.

    Typst would set some of them in a font of its own, in which names of a drawing leave the page.
    """
    texts = (content.decode() for name, content in files.items() if name.endswith(TEXTS))
    letters = {letter for text in texts for letter in set(text) if letter.isprintable()}
    return letters - has(str(fonts / "DejaVuSans.ttf"), letters)


def _marked(folder: Path, fonts: list[Path], families: list[str]) -> bytes:
    """Return the PDF, marked as PDF/UA-1 where each of its glyphs stands for letters."""
    try:
        return _compiled(folder, fonts, families, marked=True)
    except typst.TypstError as error:
        if _NO_LETTERS not in error.message:
            raise
    made = _compiled(folder, fonts, families, marked=False)
    _note("tagged, but not marked as PDF/UA-1, for its script is set in glyphs without letters")
    return made


def _compiled(folder: Path, fonts: list[Path], families: list[str], *, marked: bool) -> bytes:
    """Compile with the fonts in folders and, where families are named, those of the machine."""
    known = typst.Fonts(include_system_fonts=bool(families), font_paths=[*map(str, fonts)])
    named = {"fonts": "\n".join(families)}
    compiler = typst.Compiler(folder / MAIN, root=folder, font_paths=known, sys_inputs=named)
    return compiler.compile(pdf_standards=["ua-1"] if marked else [])


def _note(text: str) -> None:
    warnings.warn(f"report: {text}", InputNote, stacklevel=4)


def _bundled(folder: Path) -> Path:
    """Copy Matplotlib's DejaVu fonts; one of its others has a box for every letter there is."""
    folder.mkdir()
    for path in (Path(get_data_path()) / "fonts" / "ttf").glob("DejaVu*.ttf"):
        shutil.copy(path, folder)
    return folder


def _told(error: typst.TypstError) -> InputError:
    """Return Typst's complaint without its look at the code, which no one wrote by hand."""
    if unshown := _UNSHOWN.findall(error.diagnostic):
        return InputError(f"report: {line}" for line in missing(set("".join(unshown))))
    return InputError(f"report: {'; '.join([error.message, *error.hints])}")


def _listed(texts: list[str]) -> str:
    """List texts, each once, the first few of many."""
    different = list(dict.fromkeys(texts))
    more = f" and {len(different) - 5} more" if len(different) > 5 else ""
    return ", ".join(different[:5]) + more
