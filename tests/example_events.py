"""Made-up events between states, in the exact form of GDELT 1.0: no row is a real event."""

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from analysis.sources.events.published import GDELT1

FIRST, DAYS, ROWS = date(2014, 1, 1), 4_500, 6_000
STATES = ("KAZ", "RUS")
OTHERS = {"CHN": 5, "USA": 4, "TUR": 3, "DEU": 2, "FRA": 1, "UZB": 3, "KGZ": 2, "BLR": 2, "": 4}
"""Whom the two act towards beside each other, and how often."""

CODES = {
    "036": (4.0, 1),
    "040": (1.0, 1),
    "042": (1.9, 1),
    "043": (2.8, 1),
    "051": (3.4, 1),
    "057": (8.0, 1),
    "061": (6.4, 2),
    "071": (7.4, 2),
    "111": (-2.0, 3),
    "112": (-2.0, 3),
    "120": (-4.0, 3),
    "163": (-8.0, 4),
    "173": (-5.0, 4),
    "010": (0.0, 1),
}
"""Codes of CAMEO with Goldstein's score and the quad class."""

CROSS = ("111", "112", "120", "163")
MEMBER = "19700101.export.CSV"


def rows() -> Iterator[str]:
    """Yield the lines of the file, in order of date; the same ones each time."""
    chance = Random(15)
    for number in range(ROWS):
        day = FIRST + timedelta(days=number * DAYS // ROWS + chance.randrange(2))
        yield _row(chance, 100_000_000 + 7 * number, day)


def _row(chance: Random, number: int, day: date) -> str:
    actor = chance.choice(STATES)
    other = STATES[1 - STATES.index(actor)]
    [target] = chance.choices([other, *OTHERS], [16, *OTHERS.values()])
    cross = day.year >= 2022 and chance.random() < 0.25
    code = chance.choice(CROSS if cross else [*CODES])
    stance, quad = CODES[code]
    sources = chance.choice((1, 1, 2, 3))
    cells = {
        "GLOBALEVENTID": number,
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": day.year,
        "Actor1Code": f"{actor}GOV",
        "Actor1Name": "OFFICE OF MAPS",
        "Actor1CountryCode": actor,
        "Actor1Type1Code": "GOV",
        "Actor2Code": target,
        "Actor2Name": "LANTERN COUNCIL" if target else "",
        "Actor2CountryCode": target,
        "IsRootEvent": int(chance.random() < 0.6),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad,
        "GoldsteinScale": stance,
        "NumMentions": 2 * sources,
        "NumSources": sources,
        "NumArticles": 2 * sources,
        "DATEADDED": f"{day:%Y%m%d}",
        "SOURCEURL": f"https://example.org/story/{number % 997:03d}",
    }
    return "\t".join(str(cells.get(name, "")) for name in GDELT1)


def archive(path: Path) -> None:
    """Write the events as an archive of one file, as GDELT publishes a day."""
    text = "".join(f"{row}\n" for row in rows())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo(MEMBER, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
