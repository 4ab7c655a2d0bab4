"""The event files of a project, or else the made-up example that comes with it."""

from typing import NamedTuple

import ibis

from analysis.places import DATA, project
from analysis.sources.events import read_events
from analysis.sources.events.files import ENDINGS
from analysis.sources.events.published import FORMS

EXAMPLE = DATA / "examples" / "events.export.CSV.zip"

EUROPEAN_UNION = (
    "AUT",
    "BEL",
    "BGR",
    "CYP",
    "CZE",
    "DEU",
    "DNK",
    "ESP",
    "EST",
    "FIN",
    "FRA",
    "GRC",
    "HRV",
    "HUN",
    "IRL",
    "ITA",
    "LTU",
    "LUX",
    "LVA",
    "MLT",
    "NLD",
    "POL",
    "PRT",
    "ROU",
    "SVK",
    "SVN",
    "SWE",
)
"""The members of the European Union since 2020."""


class Events(NamedTuple):
    """A table of events, its form, and whether it is the example, of which nothing can be said."""

    table: ibis.Table
    form: str
    example: bool


def events_at_hand() -> Events | None:
    """Return the events of the project's folder `data/events/<form>`, or else the example.

    Of several forms it is the first in the order of `read_events`, for events of several would
    count twice. None where there is neither, as where the package is installed without examples.
    """
    for form in FORMS:
        folder = project() / "data" / "events" / form
        if folder.is_dir() and any(path.suffix.lower() in ENDINGS for path in folder.iterdir()):
            return Events(read_events(folder, form), form, example=False)
    if EXAMPLE.is_file():
        return Events(read_events(EXAMPLE, "gdelt1"), "gdelt1", example=True)
    return None
