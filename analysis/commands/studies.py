"""Starts, checks and refreshes studies, and lays out the notebooks that come with the package."""

import argparse
import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError, InputNote, counted, grouped
from analysis.places import (
    DATA,
    FIRST_STUDY,
    NOTEBOOKS,
    PACKAGE_FILE,
    comes_with_the_package,
    find_study,
    near,
    project,
)

if TYPE_CHECKING:
    from analysis.study.load import Study


def check(options: argparse.Namespace) -> int:
    """Validate a study, and its further codings; tell rows that are likely wrong."""
    from analysis.measures.agreement import codings
    from analysis.study.doubts import doubts
    from analysis.study.load import load_study
    from analysis.study.repair import fix

    if options.fix:
        _refuse_packaged(find_study(options.study))
        if not fix(options.study, yes=options.yes):
            return 1
    study = load_study(options.study)
    further, doubted = codings(study), doubts(study)
    if doubted and options.strict:
        raise InputError(doubted)
    for line in grouped(doubted):
        warnings.warn(line, InputNote, stacklevel=1)
    print(f"{study}: no problem found")
    for coder, coding in further.items():
        print(f"{coder}, {counted(len(coding), 'statement')}: no problem found")
    if options.seal:
        _seal(study)
    return 0


def _seal(study: "Study") -> None:
    from analysis.study.seal import seal

    _refuse_packaged(study.folder)
    paths = seal(study.folder, study.hashes)
    told = f"{counted(len(paths), 'file')} sealed as version {study.package['version']}"
    print(f"{study.folder / PACKAGE_FILE}: {told}")


def fetch(options: argparse.Namespace) -> int:
    """Fetch open series into a study's cache."""
    from analysis.indicators.fetch import fetch as fetch_series
    from analysis.study.load import load_study

    study = load_study(options.study)
    _refuse_packaged(study.folder)
    for path in fetch_series(study):
        print(path)
    return 0


def layout(options: argparse.Namespace) -> int:
    """Compute the order of actors and sectors in drawn networks anew, and store it."""
    from analysis.charts.layout import store_order
    from analysis.study.load import load_study

    study = load_study(options.study, without=["layout"])
    _refuse_packaged(study.folder)
    print(store_order(study))
    return 0


def new(options: argparse.Namespace) -> int:
    """Start the folder of a new study: of two states, of a debate, or of a file of statements."""
    if options.source or options.refresh:
        from analysis.commands.spoken import in_options
        from analysis.sources.command import new_of_file

        with in_options():
            return new_of_file(options)
    from analysis.study.new import new_study

    languages = [code.strip() for code in options.languages.split(",")]
    folder = new_study(options.name, options.states, languages=languages)
    print(f"{near(folder)}\nFill in documents, actors, sectors and statements, then:")
    print(f"  atlas check {options.name}")
    print(f"  atlas run -p study {options.name}")
    return 0


def notebooks(options: argparse.Namespace) -> int:
    """Copy what comes with the package into a folder: notebooks, guides and examples."""
    folder = options.folder
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: a file; expected a folder for the notebooks")
    kinds = {
        "notebook": {path: path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))},
        "guide": {path: f"guides/{path.name}" for path in sorted(NOTEBOOKS.glob("guides/*.md"))},
        "example": {
            path: f"data/examples/{path.name}" for path in sorted((DATA / "examples").iterdir())
        },
    }
    places = {path: folder / name for kind in kinds.values() for path, name in kind.items()}
    there = [place for place in places.values() if place.exists()]
    if there and not options.force:
        raise InputError(
            f"{path}: is there already; expected another folder, or --force to write over it"
            for path in there
        )
    for path, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    told = ", ".join(counted(len(paths), kind) for kind, paths in kinds.items())
    print(f"{folder}: {told}; jupyter lab {folder} opens them")
    return 0


def _refuse_packaged(folder: Path) -> None:
    """Raise `InputError` for a study that comes with the package, where nothing is written."""
    if comes_with_the_package(folder):
        place = project() / "data" / folder.name
        raise InputError(
            f"study {folder.name!r}: it comes with the package, and nothing is written there; "
            f"expected a copy: cp -r {DATA / FIRST_STUDY} {place}"
        )
