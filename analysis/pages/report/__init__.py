"""One PDF of the notebooks as stored, the figures, the codebook and the documents, by Typst.

Typst tags the file for screen readers, writes the same bytes each time, and comes as one wheel with
its fonts. Tried, and falling short: WeasyPrint takes the machine's fonts, and would need a second
style sheet for running heads, contents and wide tables; pandoc drops alt texts, and is a program of
155 MB; Quarto and cmarker load more when they are used.
"""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.places import how_to_install

if TYPE_CHECKING:
    from analysis.pages.edition import Edition

STYLE = Path(__file__).parent / "style.typ"
_PACKAGES = {"typst": "Typst", "markdown_it": "markdown-it-py"}


def build(output: Path, root: Path | None = None, *, study: str | Path | None = None) -> Path:
    """Write the report of the project in `root` into the file `output`, and return it.

    Given a `study`, the report is of its figures and of the notebooks executed for it.
    It is tagged for screen readers (PDF/UA-1); same sources, same bytes. Raises `InputError` when
    the extra `site` is not installed, or a notebook or figure is missing or was not made.
    """
    if output.suffix.lower() != ".pdf":
        raise InputError(f"output: {output}; expected a name that ends in .pdf")
    require()
    from analysis.files import write_whole
    from analysis.files.folders import making
    from analysis.pages.report.pages import pages
    from analysis.pages.report.typesetter import MAIN, typeset

    made = gather(root, study)
    files = _files(made) | {MAIN: pages(made).encode()}
    with making(output) as folder:
        language = made.study.languages[0]
        write_whole(output, typeset(files, folder, language=language))
    return output


def require() -> None:
    """Raise `InputError` with one line when a package that sets the report is not installed."""
    missing = [name for module, name in _PACKAGES.items() if not importlib.util.find_spec(module)]
    if missing:
        raise InputError(f"report: {', '.join(missing)} not installed; {how_to_install('site')}")


def gather(root: Path | None, study: str | Path | None = None) -> "Edition":
    """Return what the report is made of, all of it made.

    Raises `InputError` with a line for each notebook without outputs and each figure without a
    drawing.
    """
    from analysis.pages.edition import edition
    from analysis.pages.report.chapters import DRAWINGS

    made = edition(root, study)
    books, figures = made.books, made.figures
    problems = [
        f"notebooks/{path.name}: never executed; make notebooks"
        for path, book in books.items()
        if not any(cell.get("outputs") for cell in book.cells)
    ]
    problems += [
        f"figures/{name}.json: no drawing beside it ({' or '.join(DRAWINGS)}); make figures"
        for name, told in figures.items()
        if not set(DRAWINGS) & set(told["there"])
    ]
    if problems:
        raise InputError(problems)
    for name, told in figures.items():
        told["there"] = _as_it_is_set(made.drawings / name, told["there"])
    return made


def _as_it_is_set(figure: Path, there: list[str]) -> list[str]:
    """Return the files of a figure without its SVG where Typst would part letters from marks."""
    from analysis.publish.scripts import has_marks

    if not {"svg", "png"} <= set(there) or not has_marks(
        figure.with_name(f"{figure.name}.svg").read_text(encoding="utf-8")
    ):
        return there
    return [ending for ending in there if ending != "svg"]


def _files(made: "Edition") -> dict[str, bytes]:
    from analysis.pages.report.chapters import drawing, pictures
    from analysis.pages.stored import drawn as drawn_in

    files = {"style.typ": STYLE.read_bytes()}
    for name, told in made.figures.items():
        file = f"{name}.{drawing(told)}"
        files[f"figures/{file}"] = (made.drawings / file).read_bytes()
    drawn = drawn_in(made.books, made.figures)
    for path, book in made.books.items():
        unsaved = pictures(book, drawn[path])
        files |= {place.removeprefix("/"): picture for place, picture in unsaved.items()}
    return files
