"""A project of one figure, one notebook and a part of the first study, to build sites of."""

import csv
import shutil
from pathlib import Path

from analysis.places import DATA, ROOT

STUDY = "kazakhstan-russia"


def small_project(root: Path, documents: int = 1) -> Path:
    """Write the project into a new folder, with the statements of the first few documents."""
    for folder in ("figures", "notebooks", "data"):
        (root / folder).mkdir(parents=True)
    for name in ("CITATION.cff", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    for path in (ROOT / "figures").glob("explored.*"):
        shutil.copy(path, root / "figures")
    shutil.copy(ROOT / "notebooks" / "00-explore.ipynb", root / "notebooks")
    (root / "README.md").write_text("# Atlas\n\n[Codebook](data/README.md)\n", encoding="utf-8")
    (root / "data" / "README.md").write_text("# Codebook\n\nRules.\n", encoding="utf-8")
    shutil.copytree(DATA / STUDY, root / "data" / STUDY)
    table = root / "data" / STUDY / "statements.csv"
    kept = {f"D{number:03}" for number in range(documents)}
    _rewrite(table, [line for line in _read(table) if line["document_id"] in kept])
    return root


def set_cell(root: Path, table: str, identifier: str, **cells: str) -> None:
    """Set cells of one row of a table of the project's study, given the row's id."""
    path = root / "data" / STUDY / f"{table}.csv"
    lines = _read(path)
    next(line for line in lines if next(iter(line.values())) == identifier).update(cells)
    _rewrite(path, lines)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rewrite(path: Path, lines: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
