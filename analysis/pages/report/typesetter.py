"""Typst files to a PDF, with the fonts that come with Typst and Matplotlib."""

import re
import shutil
import tempfile
import warnings
from pathlib import Path

import typst
from matplotlib import get_data_path

from analysis.errors import InputError, InputNote

MAIN = "main.typ"
_UNSHOWN = re.compile(r"the text `\"(.*?)\"` could not be displayed")


def typeset(files: dict[str, bytes], place: Path | None = None) -> bytes:
    """Return the PDF of `main.typ`, given it and the files that it names; set in `place`.

    It is tagged for screen readers (PDF/UA-1), and the same files give the same bytes. Only for
    letters that the bundled fonts lack are those of the machine taken, with a note. Raises
    `InputError` when no font has a letter, and with what else Typst has to say.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-report-", dir=place) as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        fonts = _bundled(Path(folder) / "fonts")
        try:
            return _compiled(Path(folder), fonts, system=False)
        except typst.TypstError as error:
            if not (unshown := _UNSHOWN.findall(error.diagnostic)):
                raise _told(error) from None
        try:
            made = _compiled(Path(folder), fonts, system=True)
        except typst.TypstError as error:
            raise _told(error) from None
    note = (
        f"report: {_listed(unshown)} set in fonts of this machine; elsewhere it may look otherwise"
    )
    warnings.warn(note, InputNote, stacklevel=3)
    return made


def _compiled(folder: Path, fonts: Path, system: bool) -> bytes:
    known = typst.Fonts(include_system_fonts=system, font_paths=[str(fonts)])
    compiler = typst.Compiler(folder / MAIN, root=folder, font_paths=known)
    return compiler.compile(pdf_standards=["ua-1"])


def _bundled(folder: Path) -> Path:
    """Copy Matplotlib's DejaVu fonts; one of its others has a box for every letter there is."""
    folder.mkdir()
    for path in (Path(get_data_path()) / "fonts" / "ttf").glob("DejaVu*.ttf"):
        shutil.copy(path, folder)
    return folder


def _told(error: typst.TypstError) -> InputError:
    """Return Typst's complaint without its look at the code, which no one wrote by hand."""
    if unshown := _UNSHOWN.findall(error.diagnostic):
        return InputError(f"report: no font at hand has {_listed(unshown)}")
    return InputError(f"report: {'; '.join([error.message, *error.hints])}")


def _listed(texts: list[str]) -> str:
    """List texts, each once, the first few of many."""
    different = list(dict.fromkeys(texts))
    more = f" and {len(different) - 5} more" if len(different) > 5 else ""
    return ", ".join(different[:5]) + more
