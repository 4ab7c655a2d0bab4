"""What several tests use: the first study, and a copy of it to break."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.places import DATA
from analysis.study.load import Study, load_study
from analysis.study.selection import select


@pytest.fixture(scope="session")
def study() -> Study:
    return load_study("kazakhstan-russia")


@pytest.fixture(scope="session")
def article(study: Study) -> Study:
    """The study with the statements of its founding document only, which stay what they are."""
    return select(study, documents=["D000"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the first study that a test may break."""
    return Path(shutil.copytree(DATA / "kazakhstan-russia", tmp_path / "copy"))


@pytest.fixture
def change(folder: Path) -> Callable[..., Path]:
    """Set cells of one row of a table, as a spreadsheet counts rows."""

    def set_cells(table: str, row: int, **cells: str) -> Path:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        lines[row - 2] |= cells
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, lines[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        return folder

    return set_cells
