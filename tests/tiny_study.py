"""A study small enough to be broken a thousand times, with a row of every kind in every table."""

import csv
import io
import json
from collections.abc import Collection
from pathlib import Path

from analysis.places import PACKAGE_FILE
from analysis.study.resources import field_of, model_package

TABLES = {
    "documents": [
        "D000,2021-03-04,published,A paper,FRA,west,A title,fr,https://example.org/a,,2021-03-04,news,A,one",
        'D001,2022-05-06,address,Another,,other,"A title, and more",en,https://example.org/b,'
        "https://archive.example.org/b,2022-06-01,official,B,two",
        "D002,,none,A third,JPN,other,(Untitled),ja,https://example.org/c,,,analysis,C,two",
    ],
    "actors": [
        "france,state,FRA,,,France,France,Франция,Франция,,Q142",
        "japan,state,JPN,,,Japan,Japon,Япония,Жапония,Nippon; Tokyo,",
        "minister,person,JPN,japan,leader,A minister,Un ministre,Министр,Министр,,",
        "press,media,,,,Press,Presse,Пресса,Баспасөз,,",
    ],
    "sectors": [
        "energy,,D,Energy,Énergie,Энергетика,Энергетика,",
        "gas,energy,B062,Gas,Gaz,Газ,Газ,natural gas",
        "trade,,,Trade,Commerce,Торговля,Сауда,",
    ],
    "relations": [
        "agree,verbal cooperation,Agreement,Accord,Согласие,Келісім",
        "depend,structural,Dependence,Dépendance,Зависимость,Тәуелділік",
        "sanction,material conflict,Sanction,Sanction,Санкция,Санкция",
    ],
    "statements": [
        "D000-01,D000,par 1,2021-03-04,day,press,france,japan,gas,agree,1,They agree.,Accord.,c1",
        "D000-02,D000,par 2,2021-03-01,month,minister,minister,france,energy,agree,0,He waits.,"
        "Il attend.,c1,,He only waits.",
        "D001-01,D001,page,2022-01-01,year,press,japan,france,trade,sanction,-1,It stops.,"
        "Il cesse.,c1",
        "D002-01,D002,page,2022-05-06,day,press,france,japan,trade,depend,-1,It leans.,"
        "Il s’appuie.,c1",
    ],
    "frame": [
        "F001,2021-03-04,day,call,,minister,france,https://example.org/list,,A call,D000,first,"
        "whole",
        "F002,2022-05-01,month,visit,Tokyo,minister,france,,https://example.org/other,A visit",
    ],
    "frame_statements": [
        "F001-01,D000,page,2021-03-04,day,press,press,france,trade,agree,1,They talk.,Ils se "
        "parlent.,f1",
    ],
    "indicators": [
        "D000-f01,exports,2020,france,japan,12.5,exact,bn USD,D000,official,",
        "D001-f01,exports,2021-01/2021-06,france,japan,7,about,bn USD,D001,press,half a year",
        "D001-f02,exports,2022,japan,,-3,below,bn USD,D001,planned,",
    ],
    "indicator_definitions": ["exports,bn USD,What is sold.,Exports,Exportations,Экспорт,Экспорт"],
    "entities": [
        "france,state,France,France,Франция,Франция",
        "japan,state,Japan,Japon,Япония,Жапония",
        "north,route,North,Nord,Север,Солтүстік",
        "pipe,route,A pipe,Un tube,Труба,Құбыр",
    ],
    "routes": ["north,pipe,japan,,D000,", "pipe,,,france,D001,a note"],
    "projects": [
        "plant,A plant,Une usine,Завод,Зауыт,energy,2021-03-04,day,announced,D000,It is wanted.",
        "plant,A plant,Une usine,Завод,Зауыт,energy,2022-01-01,year,agreed,D001,It is signed.",
    ],
    "layout": ["france,1", "japan,2", "gas,3"],
}
SIDES = [{"side": "west", "names": {"en": "Western"}}, {"side": "other"}]
NUMBERED = [
    ("documents", "document_id", "^D[0-9]{3,}$"),
    ("statements", "document_id", "^D[0-9]{3,}$"),
    ("statements", "statement_id", "^D[0-9]{3,}-[0-9]{2,}$"),
    ("indicators", "document_id", "^D[0-9]{3,}$"),
    ("indicators", "indicator_id", "^D[0-9]{3,}-f[0-9]{2,}$"),
]
"""The id of a statement or figure is its document's and a number, as in the first study."""


NEEDED = ("documents", "actors", "sectors", "relations", "statements")
"""The tables of a debate: what is read in a third of the time."""


def tiny_study(folder: Path, tables: Collection[str] = tuple(TABLES)) -> Path:
    """Write the study into a new folder, with these tables of it."""
    (folder / "codings").mkdir(parents=True)
    package = model_package(("en", "fr", "ru", "kk"), ("en", "fr"))
    package |= {"name": "france-japan", "title": "France–Japan: statements"}
    package |= {"states": ["france", "japan"], "turns": ["2022"], "sides": SIDES}
    for table, name, pattern in NUMBERED:
        field_of(package, table, name)["constraints"]["pattern"] = pattern
    package["resources"] = [each for each in package["resources"] if each["name"] in tables]
    (folder / PACKAGE_FILE).write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    for resource in package["resources"]:
        header = [field["name"] for field in resource["schema"]["fields"]]
        rows = [next(csv.reader([line])) for line in TABLES[resource["name"]]]
        filled = [row + [""] * (len(header) - len(row)) for row in rows]
        write_rows(folder / resource["path"], [header, *filled])
    second = (folder / "statements.csv").read_text(encoding="utf-8").replace(",c1,", ",c2,")
    (folder / "codings" / "c2.csv").write_text(second, encoding="utf-8")
    return folder


def read_rows(path: Path) -> list[list[str]]:
    """Return the cells of a table, its header first."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write the cells of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", errors="surrogatepass")


def set_cell(folder: Path, table: str, row: int, name: str, value: str) -> Path:
    """Write one cell anew, by the row that a spreadsheet counts, and return the folder."""
    rows = read_rows(folder / f"{table}.csv")
    rows[row - 1][rows[0].index(name)] = value
    write_rows(folder / f"{table}.csv", rows)
    return folder
