"""Where things are; light, so that `--help` stays quick.

A project is the folder of a person's studies, notebooks and figures. It is looked for upward from
the working folder. What comes with the package is only read: it stands beside the package in a
checkout, and inside of it where it was installed.
"""

import os
from pathlib import Path

from analysis.errors import InputError, Problem, one_of, problem, shown

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE / "bundle" if (PACKAGE / "bundle").is_dir() else PACKAGE.parent
"""What comes with the package: the first study, the notebooks."""
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
FIRST_STUDY = "kazakhstan-russia"  # comes with the package
PACKAGE_FILE = "datapackage.json"
CACHE = "cache"  # of a study: what was fetched, and no part of the study itself
PROJECT_VARIABLE = "ATLAS_PROJECT"
_MARKS = (f"data/*/{PACKAGE_FILE}", "notebooks/*.ipynb")


def project() -> Path:
    """Return the folder of the project: the working folder, or the nearest above with a study.

    A folder counts that holds `data/<study>/datapackage.json` or `notebooks/*.ipynb`; where none
    does, the working folder is the project. The variable ATLAS_PROJECT names another.
    """
    if named := os.environ.get(PROJECT_VARIABLE):
        return Path(named).resolve()
    here = Path.cwd()
    return next((folder for folder in _upward(here) if _is_project(folder)), here)


def _upward(here: Path) -> list[Path]:
    """A folder that all share (the home, the root, that of temporary files) is nobody's project."""
    from tempfile import gettempdir

    shared = {Path(os.path.expanduser("~")), Path(here.anchor), Path(gettempdir()).resolve()}
    return [here, *(folder for folder in here.parents if folder not in shared)]


def _is_project(folder: Path) -> bool:
    return any(next(folder.glob(mark), None) for mark in _MARKS)


def comes_with_the_package(path: Path) -> bool:
    """Tell whether a path is inside the installed package, where nothing is written."""
    return path.resolve().is_relative_to(PACKAGE)


def studies() -> list[str]:
    """Return the names of the studies of the project and of the one in the package, sorted."""
    places = {project() / "data", DATA}
    return sorted({path.parent.name for data in places for path in data.glob(f"*/{PACKAGE_FILE}")})


def notebooks() -> dict[str, Path]:
    """Return the notebooks by name: those of the project or, where it has none, of the package."""
    own = sorted((project() / "notebooks").glob("*.ipynb"))
    return {path.stem: path for path in own or sorted(NOTEBOOKS.glob("*.ipynb"))}


def default_study() -> str:
    """Return the study that is meant when none is named: the only one of the project.

    Where the project has the first study or none, that one. Raises `InputError` for several.
    """
    own = sorted(path.parent.name for path in (project() / "data").glob(f"*/{PACKAGE_FILE}"))
    if not own or FIRST_STUDY in own:
        return FIRST_STUDY
    if len(own) > 1:
        raise InputError(f"study: {', '.join(own)} are here; expected the name of one")
    return own[0]


def study_name(folder: Path) -> str:
    """Return the name of a study that stands in a `data/`, and the path of any other."""
    places = (data / folder.name for data in (project() / "data", DATA))
    found = next((place for place in places if (place / PACKAGE_FILE).is_file()), None)
    return folder.name if found and found.resolve() == folder.resolve() else str(folder)


def figures_of(study: str | Path) -> Path:
    """Return the folder of a study's figures: `figures/` of the first, else one of its own there.

    Raises `InputError` when there is no such study.
    """
    folder = find_study(study)
    first = folder in (DATA / FIRST_STUDY, project() / "data" / FIRST_STUDY)
    return project() / "figures" / ("" if first else folder.name)


def way_out(folder: Path, name: str) -> str:
    """Return why a path from a data package leads out of its folder, or an empty string.

    As Frictionless asks, it is relative, with slashes, and goes neither up nor to hidden files.

    >>> way_out(ROOT, "data/README.md"), way_out(ROOT, "../b.csv")
    ('', "expected a path inside the study's folder, such as actors.csv")
    """
    parts = name.split("/")
    if (
        len(name) > 200
        or "\\" in name
        or ":" in name
        or any(not part or part.startswith(".") or not part.isprintable() for part in parts)
    ):
        return "expected a path inside the study's folder, such as actors.csv"
    try:
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads back to itself
        inside = False
    return "" if inside else "a link that leads out of the study's folder; expected a file in it"


def find_study(name: str | Path) -> Path:
    """Return the folder of a study, given its name in `data/` or a path to it.

    A name is looked for in the project first, then in what comes with the package. Raises
    `InputError` when there is no such folder or it holds no `datapackage.json`.
    """
    named = str(name) and Path(name).name == str(name)
    places = [project() / "data" / name, DATA / name, Path(name)] if named else [Path(name)]
    folders = [*filter(_is_folder, places), places[-1]]
    folder = next((each for each in folders if (each / PACKAGE_FILE).is_file()), folders[0])
    if not _is_folder(folder):
        wrong, expected = "no such folder", f"{one_of(name, studies())}, or a path"
        text = f"study {shown(str(name))}: {wrong}; {expected}"
        raise InputError(
            Problem(text, field="study", value=str(name), wrong=wrong, expectation=expected)
        )
    if not (folder / PACKAGE_FILE).is_file():
        expected = "expected the folder of a study"
        raise InputError(problem(str(folder), wrong=f"no {PACKAGE_FILE}", expectation=expected))
    return folder.resolve()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for one
        return False


def how_to_install(extra: str) -> str:
    """Return the command that adds an extra, in a checkout or to the installed package."""
    installed = ROOT.is_relative_to(PACKAGE)
    what = f"'bilateral-atlas[{extra}]'" if installed else f"--editable '.[{extra}]'"
    return f"python -m pip install {what}"


def output_root() -> Path:
    """Return the folder in which relative output folders stand: the project.

    The variable ATLAS_OUTPUT_ROOT names another, so that a test of the notebooks leaves the
    project's own figures alone.
    """
    return Path(os.environ.get("ATLAS_OUTPUT_ROOT") or project()).resolve()


def near(path: Path) -> Path:
    """Return a path as seen from the working folder when it is inside, else as it is."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def resolve_output(folder: str | Path) -> Path:
    """Return an output folder as an absolute path; a relative one stands in `output_root()`."""
    return (output_root() / folder).resolve()
