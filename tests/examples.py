"""The files of `data/examples`, of our own making: one debate in each form, and a longer one.

`python tests/examples.py` writes them anew; a test holds them equal to what stands here.
"""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import example_events
import example_pensions
import example_project
from dna_bases import TABLES
from openpyxl import Workbook

EXAMPLES = Path(__file__).parent.parent / "data" / "examples"
HEAD = ("Date", "Article", "Organisation", "Concept", "Code")
STATEMENTS = [
    (date(2024, 3, 4), "A plant by the lake?", "Ministry", "new plant", 1),
    (date(2024, 3, 4), "A plant by the lake?", "Ministry", "builder", 1),
    (date(2024, 3, 4), "A plant by the lake?", "Lake group", "new plant", -1),
    (date(2024, 3, 4), "A plant by the lake?", "Lake group", "referendum", 1),
    (date(2024, 5, 20), "The price of power", "Grid", "new plant", 1),
    (date(2024, 5, 20), "The price of power", "Grid", "builder", -1),
    (date(2024, 5, 20), "The price of power", "Ministry", "referendum", -1),
    (date(2024, 9, 2), "Weeks before the vote", "Village", "new plant", -1),
    (date(2024, 9, 2), "Weeks before the vote", "Village", "referendum", 1),
    (date(2024, 9, 2), "Weeks before the vote", "Grid", "referendum", -1),
    (date(2024, 10, 7), "After the vote", "Ministry", "new plant", 1),
    (date(2024, 10, 7), "After the vote", "Lake group", "builder", -1),
]
CODED = """
INSERT INTO CODERS VALUES (1, 'c1');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 0, 0, 0);
INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1), (2, 'concept', 'short text', 1),
    (3, 'agreement', 'boolean', 1);
"""
"""The layout of Discourse Network Analyzer 3, and a type of statement in it."""


def workbook(path: Path) -> None:
    """Write the debate as a workbook, a statement a row."""
    book = Workbook()
    for row in (HEAD, *STATEMENTS):
        book.active.append(row)
    book.save(path)


def database(path: Path) -> None:
    """Write the debate as a database of Discourse Network Analyzer 3."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as base:
        base.executescript(TABLES + CODED)
        _documents(base)
        entities = _entities(base)
        for number, (_, title, organization, concept, code) in enumerate(STATEMENTS, 1):
            document = 1 + _titles().index(title)
            base.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, 0, 1, 1)", (number, document))
            for variable, value in ((1, organization), (2, concept)):
                told = (number, variable, entities[variable, value])
                base.execute("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", told)
            base.execute("INSERT INTO DATABOOLEAN VALUES (NULL, ?, 3, ?)", (number, int(code > 0)))
        base.commit()


def _titles() -> list[str]:
    return list(dict.fromkeys(title for _, title, *_ in STATEMENTS))


def _documents(base: sqlite3.Connection) -> None:
    days = {title: day for day, title, *_ in STATEMENTS}
    for number, title in enumerate(_titles(), 1):
        at = datetime.combine(days[title], datetime.min.time(), UTC)
        told = (number, title, int(at.timestamp()))
        base.execute("INSERT INTO DOCUMENTS (ID, Title, Date) VALUES (?, ?, ?)", told)


def _entities(base: sqlite3.Connection) -> dict[tuple[int, str], int]:
    """Write each organization and concept, and return its id by variable and value."""
    named = [(variable, row[place]) for row in STATEMENTS for variable, place in ((1, 2), (2, 3))]
    numbered = {each: number for number, each in enumerate(dict.fromkeys(named), 1)}
    for (variable, value), number in numbered.items():
        told = (number, variable, value)
        base.execute("INSERT INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, NULL)", told)
    return numbered


FILES = {
    "coded.xlsx": workbook,
    "debate.dna": database,
    "events.export.CSV.zip": example_events.archive,
    "debate.qdpx": lambda path: example_project.project(path, STATEMENTS),
    "matrix.csv": lambda path: example_project.matrix(path, STATEMENTS),
    "pensions.xlsx": example_pensions.workbook,
}
"""The files by their names, and what writes each."""

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else EXAMPLES
    for name, write in FILES.items():
        write(folder / name)
