"""Figures by route, added up without overlap and told apart by the state that the routes cross."""

from collections.abc import Mapping

import pandas as pd

from analysis.errors import InputError
from analysis.indicators.series import series
from analysis.study.load import Study

COVERED = 0.9
"""A year whose routes make up less of its total than this is left out."""
SAME = 0.01
"""Parts stand for their whole when they add up to it but for this share of it."""
REST = "rest"
"""What is left of a year's total when its routes are taken off."""

MOST = 5
"""So many years are kept for a drawing, the first and the latest."""

CROSSES, UNKNOWN, AVOIDS = COURSES = ("crosses", "unknown", "avoids")
BACK = "back"
"""The course of what the state crossed sends across the other one."""
ALL = "world"
"""The counterpart of a figure that holds all of them."""

FIELDS = [
    "year",
    "route",
    "whole",
    "course",
    "value",
    "low",
    "high",
    "precision",
    "sources",
    "total",
    "share",
    "unit",
    "status",
    "document_id",
    "course_document_id",
    "total_document_id",
]


def both_ways(study: Study, indicator: str, total: str, back: str) -> pd.DataFrame:
    """Return figures by route of one of the study's states, and what the other sends across it.

    The columns are `indicator` and `state`, the state crossed, then those of `by_course`, for the
    first of the two states that has figures and a route whose course is known. Of more than five
    years the first and the latest are kept. Lines of the course `back` are the figures that the
    indicator `back` gives in these years for the state crossed, by counterpart, unless it gives
    one for all. Indicators that the study lacks give no line.
    """
    known = set(study.indicator_definitions["indicator"])
    for entity, state in (study.states, study.states[::-1]) if {indicator, total} <= known else ():
        out = by_course(study, indicator, total, entity=entity, state=state)
        if (out["course"] != UNKNOWN).any():
            years = sorted(set(out["year"]))
            out = out[out["year"].isin([*years[:1], *years[1:][1 - MOST :]])]
            parts = [out.assign(indicator=indicator, state=state)]
            if back in known:
                parts.append(_back(study, back, state, years))
            return pd.concat(parts, ignore_index=True)[["indicator", "state", *FIELDS]]
    return pd.DataFrame(columns=["indicator", "state", *FIELDS])


def by_course(study: Study, indicator: str, total: str, *, entity: str, state: str) -> pd.DataFrame:
    """Return how much each route carried in each year, and whether it crosses a state.

    One line a year and route, by year and id: `value`, `low`, `high`, `precision` and `sources` as
    in `indicators.series`, where plans are left out; `course`, `crosses` or `avoids` as the
    table `routes` tells of `state`, else `unknown`; `whole`, the outermost route of which this one
    is a part, or itself; `total`, that of the year, and `share`, the part of it, from 0 to 1.
    Only whole years count, and only those whose routes make up nine tenths of what `total` gives
    for all of the entity; what is missing is the route `rest`. Of routes that overlap those of
    `separate` stay. Where routes exceed the total, `total` is their sum. The documents are those
    of value, course and total.
    Raises `InputError` for an unknown indicator, and for two that differ in unit.
    """
    lines, totals = (
        _whole_years(series(study, each, entity=entity)) for each in (indicator, total)
    )
    _check_units(study, indicator, total)
    routes = study.routes.reindex(columns=["route", "part_of", *COURSES[::2], "document_id"])
    routes = routes.set_index("route")
    lines = lines[lines["counterpart"].isin(routes.index)]
    totals = totals[totals["counterpart"].fillna(ALL) == ALL]
    totals = totals.drop_duplicates("year").set_index("year")
    above = routes["part_of"].dropna().to_dict()
    years = [
        _year(group, totals.loc[year], above)
        for year, group in lines.groupby("year")
        if year in totals.index
    ]
    covered = [year for year in years if year is not None]
    table = pd.concat(covered, ignore_index=True) if covered else pd.DataFrame(columns=FIELDS)
    return table.assign(
        course=[_course(route, routes, state) for route in table["route"]],
        whole=[_outermost(route, above) for route in table["route"]],
        course_document_id=table["route"].map(routes["document_id"]),
    )[FIELDS]


def separate(values: Mapping[str, float], above: Mapping[str, str]) -> list[str]:
    """Return the routes, of those with a value, that can be added up, by id.

    `above` gives the whole of each part. A whole stays and its parts go, but where the parts add up
    to the whole, to a hundredth of it, they stay in its place.

    >>> separate({"port": 3.4, "north": 2.0, "west": 1.4}, {"north": "port", "west": "port"})
    ['north', 'west']
    >>> separate({"port": 3.4, "north": 2.0}, {"north": "port", "west": "port"})
    ['port']
    """
    nearest = {route: _nearest(route, values, above) for route in values}

    def opened(route: str) -> list[str]:
        parts = [each for each in values if nearest[each] == route]
        missing = abs(values[route] - sum(values[part] for part in parts))
        if not parts or missing > SAME * values[route]:
            return [route]
        return [each for part in parts for each in opened(part)]

    outermost = [route for route in values if nearest[route] is None]
    return sorted(each for route in outermost for each in opened(route))


def _back(study: Study, indicator: str, state: str, years: list[int]) -> pd.DataFrame:
    lines = _whole_years(series(study, indicator, entity=state))
    lines = lines[lines["year"].isin(years) & (lines["value"] > 0)]
    lines = lines.assign(route=lines["counterpart"].fillna(ALL), state=state, indicator=indicator)
    whole = lines["route"] == ALL
    lines = lines[whole | ~lines["year"].isin(lines["year"][whole])]
    return lines.assign(course=BACK, whole=lines["route"]).reindex(
        columns=["indicator", "state", *FIELDS]
    )


def _course(route: str, routes: pd.DataFrame, state: str) -> str:
    told = [
        course
        for course in (CROSSES, AVOIDS)
        if route in routes.index and routes.at[route, course] == state
    ]
    return told[0] if told else UNKNOWN


def _outermost(route: str, above: Mapping[str, str]) -> str:
    while route in above:
        route = above[route]
    return route


def _nearest(route: str, values: Mapping[str, float], above: Mapping[str, str]) -> str | None:
    whole = above.get(route)
    while whole is not None and whole not in values:
        whole = above.get(whole)
    return whole


def _whole_years(lines: pd.DataFrame) -> pd.DataFrame:
    whole = lines["period"].str.fullmatch(r"\d{4}").astype(bool)
    return lines[whole].assign(year=lines["period"][whole].astype(int))


def _year(lines: pd.DataFrame, total: pd.Series, above: Mapping[str, str]) -> pd.DataFrame | None:
    """Return the lines of a year that add up, and its rest; None when too much is missing."""
    values = dict(zip(lines["counterpart"], lines["value"], strict=True))
    lines = lines[lines["counterpart"].isin(separate(values, above))]
    told = lines["value"].sum()
    if told < COVERED * total["value"]:
        return None
    lines = lines.rename(columns={"counterpart": "route"}).sort_values("route")
    missing = round(total["value"] - told, 9)
    if missing > 0:
        rest = total.rename(None).to_dict() | dict.fromkeys(("value", "low", "high"), missing)
        rest |= {"year": lines["year"].iloc[0], "route": REST, "sources": 0}
        lines = pd.concat([lines, pd.DataFrame([rest])])
    whole = max(total["value"], told)
    return lines.assign(
        total=whole, share=lines["value"] / whole, total_document_id=total["document_id"]
    )


def _check_units(study: Study, indicator: str, total: str) -> None:
    units = study.indicator_definitions.set_index("indicator")["unit"]
    if units[indicator] != units[total]:
        raise InputError(
            f"total: {total!r} is in {units[total]!r}; expected {units[indicator]!r}, the unit of "
            f"{indicator!r}"
        )
