"""The forms in which machine-coded events are published: their columns, in order.

Of GDELT the files have no header, so that their width tells the form: 57 columns in the files of
1979 to March 2013, 58 in the daily ones since, 61 in version 2, 17 in the reduced file and 16 in
those of mentions.
"""

from typing import NamedTuple

ACTOR = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
PLACE = ["Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID"]
PLACES = ("Actor1Geo", "Actor2Geo", "ActionGeo")
EVENT = [
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
]


def _gdelt(place: list[str]) -> tuple[str, ...]:
    """Return the columns of GDELT, whose versions differ in what they tell of a place."""
    actors = [f"Actor{side}{name}" for side in (1, 2) for name in ACTOR]
    places = [f"{which}_{name}" for which in PLACES for name in place]
    first = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    return (*first, *actors, *EVENT, *places, "DATEADDED", "SOURCEURL")


GDELT1 = _gdelt(PLACE)
GDELT2 = _gdelt([*PLACE[:4], "ADM2Code", *PLACE[4:]])
REDUCED = tuple(
    [
        "Date",
        "Source",
        "Target",
        "CAMEOCode",
        "NumEvents",
        "NumArts",
        "QuadClass",
        "Goldstein",
        "SourceGeoType",
        "SourceGeoLat",
        "SourceGeoLong",
        "TargetGeoType",
        "TargetGeoLat",
        "TargetGeoLong",
        "ActionGeoType",
        "ActionGeoLat",
        "ActionGeoLong",
    ]
)
MENTIONS = tuple(
    [
        "GLOBALEVENTID",
        "EventTimeDate",
        "MentionTimeDate",
        "MentionType",
        "MentionSourceName",
        "MentionIdentifier",
        "SentenceID",
        "Actor1CharOffset",
        "Actor2CharOffset",
        "ActionCharOffset",
        "InRawText",
        "Confidence",
        "MentionDocLen",
        "MentionDocTone",
        "MentionDocTranslationInfo",
        "Extras",
    ]
)
ICEWS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)
POLECAT_SIDE = (
    "{0} Name",
    "{0} Country",
    "{0} COW",
    "Primary {0} Sector",
    "{0} Sectors",
    "{0} Title",
    "{0} Name Raw",
    "Wikipedia {0} ID",
)
POLECAT = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    *(name.format(side) for side in ("Actor", "Recipient") for name in POLECAT_SIDE),
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)


class Form(NamedTuple):
    """A form as `read_events` calls it: the widths of its files, and what no row can do without."""

    title: str
    layouts: tuple[tuple[str, ...], ...]
    needed: tuple[str, ...]


FORMS = {
    "gdelt1": Form(
        "GDELT 1.0",
        (GDELT1, GDELT1[:-1], REDUCED),
        ("SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventCode", "QuadClass"),
    ),
    "gdelt2": Form(
        "GDELT 2.0",
        (GDELT2,),
        ("SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventCode", "QuadClass"),
    ),
    "icews": Form("ICEWS", (ICEWS,), ("Event Date", "Source Country", "Target Country")),
    "polecat": Form(
        "POLECAT", (POLECAT,), ("Event Date", "Event Type", "Actor Country", "Recipient Country")
    ),
}
NEEDED_REDUCED = ("Date", "Source", "Target", "CAMEOCode", "NumEvents", "QuadClass")

OTHER_NAMES = {"day": "SQLDATE", "eventintensity": "Intensity"}
"""Names that some files and loaders give to a column."""


def plain(name: str) -> str:
    """Return a name without what differs between loaders: capitals, spaces, underlines.

    >>> plain("Actor1Geo_ADM1Code"), plain(" Event ID")
    ('actor1geoadm1code', 'eventid')
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def known_as(names: list[str], layout: tuple[str, ...]) -> dict[str, str]:
    """Return by the column of a layout what it is called among the names given."""
    ours = {plain(name): name for name in layout}
    ours |= {other: name for other, name in OTHER_NAMES.items() if name in layout}
    found: dict[str, str] = {}
    for name in names:
        if column := ours.get(plain(name)):
            found.setdefault(column, name)
    return found
