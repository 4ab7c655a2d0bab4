"""A made-up debate about pensions, in German: two hundred statements that nobody ever made."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

HEAD = ("Datum", "Beitrag", "Zeitung", "Organisation", "Person", "Konzept", "Zustimmung")
SIDES = {
    "Bund der Jüngeren": ("Ida Förster", 1),
    "Kammer der Betriebe": ("Jürgen Weiß", 1),
    "Partei der Mitte": ("Maren Lüdtke", 1),
    "Institut für Vorsorge": ("Paul Östreich", 1),
    "Verband der Ruheständler": ("Käthe Groß", -1),
    "Gewerkschaft der Pflege": ("Bülent Acar", -1),
    "Partei des Westens": ("Sören Hahn", -1),
    "Sozialrat": ("Ute Mäurer", -1),
}
"""Each organization with who speaks for it, and on which side of most concepts it stands."""

CONCEPTS = {
    "Rente mit 70": 1,
    "Aktienrente": 1,
    "höhere Beiträge": -1,
    "Mindestrente": -1,
    "Beamte einzahlen lassen": -1,
    "mehr Zuwanderung": 0,
}
PAPERS = ("Morgenblatt", "Abendpost", "Der Bote")
WORDS = {1: "ja", -1: "nein"}


def statements() -> list[tuple]:
    """Return the rows of the debate, by date; the same ones each time."""
    chance, rows = Random(13), []
    for number in range(1, 61):
        day = date(2023, 1, 9) + timedelta(days=18 * number + chance.randrange(9))
        article = f"Beitrag {number}", chance.choice(PAPERS)
        for _ in range(4 if number % 3 == 0 else 3):
            organization = chance.choice([*SIDES])
            concept = chance.choice([*CONCEPTS])
            speaker, side = SIDES[organization]
            agrees = (side * CONCEPTS[concept] or chance.choice((1, -1))) * _turned(chance)
            rows.append((day, *article, organization, speaker, concept, WORDS[agrees]))
    return rows


def _turned(chance: Random) -> int:
    return -1 if chance.random() < 0.12 else 1


def workbook(path: Path) -> None:
    """Write the debate as a workbook."""
    book = Workbook()
    book.active.title = "Aussagen"
    for row in (HEAD, *statements()):
        book.active.append(row)
    book.save(path)
