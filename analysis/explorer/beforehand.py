"""All that a page without a kernel can show of a study, made beforehand.

A view is one of a network at a level of its actors, and has a picture of the whole and one of each
year in which anything is tied.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.one_mode import said_by_node
from analysis.explorer.options import first_of, modes_of
from analysis.explorer.record import needless, record
from analysis.explorer.sure import sure
from analysis.explorer.view import chosen, order_of, pictures, times_in
from analysis.locale import language_for, languages
from analysis.networks.statements import speaking
from analysis.study.frame import without_frame
from analysis.study.load import Study
from analysis.study.selection import wholes

SIDES = "actors"
"""Beside the first network of a study there is the one that tells who agrees and who differs."""

SPEAKERS = 2_000
LEVELS = {"states": True, "actors": False}
BETWEEN = ("statements", "sides")
"""What the page finds out itself of a tie in one mode, of what each node said."""

DIGITS = 4
Pictures = Mapping[str, Mapping[str, dict]]
"""A picture in each language, by year."""


def first_choices(study: Study) -> Choices:
    """Return what the page shows first, in the study's language where that has a catalogue."""
    return Choices(**first_of(study), language=language_for(study.languages))


def networks_of(study: Study) -> dict[str, str]:
    """Return the networks of a study that are made, each with the width of its ties.

    Who agrees and who differs stand in one picture; without stances nobody does. Of very many
    speakers there is no network: a matrix of all of them takes too long and too much.
    """
    said, (first, *others) = study.statements, modes_of(study)
    found = {first: "ignore"}
    if SIDES in others and said[speaking(study)].nunique() <= SPEAKERS:
        found[SIDES] = "subtract" if "stance" in said else "ignore"
    return found


def network_made(study: Study, mode: str) -> tuple[dict[str, dict], dict[str, dict]]:
    """Return the views of a network: its pictures by language and level, and what they share.

    Shared by all languages are by level how `sure` ties are, and in one mode what each node `said`
    of what. All are by year; under the year "" is the whole.
    """
    study = without_frame(study)
    told: dict[str, dict] = {language: {} for language in languages()}
    shared: dict[str, dict] = {"sure": {}, "said": {}}
    for level, shown in _views(study, mode):
        drawn = _by_year(study, shown)
        for language, pictured in told.items():
            whole = drawn[""][language]
            pictured[level] = {year: _told(each[language], whole) for year, each in drawn.items()}
        in_one = {year: each[shown.language] for year, each in drawn.items()}
        shared["sure"][level] = _sure(study, shown, in_one)
        if mode not in DIRECT:
            shared["said"][level] = _said(study, shown, in_one)
    return told, shared


def record_of(study: Study, language: str) -> dict[str, dict[str, object]]:
    """Return what can be told of each statement, and the `field` under which its sector counts."""
    said = study.statements
    wide = said["sector"].map(wholes(study.sectors, "sector_id"))
    fields = dict(zip(said["statement_id"], wide, strict=True))
    return {name: told | {"field": fields[name]} for name, told in record(study, language).items()}


def _views(study: Study, mode: str) -> Iterator[tuple[str, Choices]]:
    """Yield each level of a network with its choices; without parts there is one."""
    alike = "by_state" in needless(study)
    width = networks_of(study)[mode]
    for level, by_state in LEVELS.items():
        if by_state or not alike:
            shown = replace(first_choices(study), mode=mode, aggregation=width, by_state=by_state)
            yield level, shown


def _by_year(study: Study, shown: Choices) -> Pictures:
    """Return the pictures of a view: of the whole, and of each year in which there is a tie."""
    whole = pictures(study, shown, languages())
    order = order_of(whole[shown.language])  # nodes stay where they are from year to year
    times = times_in(whole[shown.language])
    found = {"": whole}
    for line in whole[shown.language]["years"]:
        within = _in(shown, str(line["year"]))
        drawn = pictures(study, within, languages(), order, times)
        if drawn[shown.language]["edges"]:
            found[within.since] = drawn
    return found


def _in(shown: Choices, year: str) -> Choices:
    return replace(shown, since=year, until=year)


def _told(picture: dict, whole: dict) -> dict[str, object]:
    """Return a picture of which the page works out the rest; it shows years one by one.

    Nodes that stand anywhere in the whole stand there in each year, so that years can be compared.
    """
    nodes, edges = picture["nodes"], picture["edges"]
    if picture["layout"] == "force":
        places = {node["id"]: {"x": node["x"], "y": node["y"]} for node in whole["nodes"]}
        nodes = [node | places.get(node["id"], {}) for node in nodes]
    if picture["mode"] not in DIRECT:
        edges = [{name: edge[name] for name in edge if name not in BETWEEN} for edge in edges]
    return picture | {"months": [], "nodes": nodes, "edges": edges}


def _sure(study: Study, shown: Choices, drawn: Mapping[str, dict]) -> dict[str, dict]:
    """Return by year how sure each tie is, with as many digits as a page tells."""
    found = {}
    for year, picture in drawn.items():
        [told] = sure(study, _in(shown, year), [picture["edges"]])
        found[year] = {
            tie: {name: _rounded(value) for name, value in each.items()}
            for tie, each in told.items()
        }
    return found


def _rounded(value: float | int | bool) -> float | int | bool:
    return round(value, DIGITS) if isinstance(value, float) else value


def _said(study: Study, shown: Choices, drawn: Mapping[str, dict]) -> dict[str, dict]:
    """Return by year the statements of each node that is drawn, by what they are on."""
    found = {}
    for year, picture in drawn.items():
        within = _in(shown, year)
        nodes = [node["id"] for node in picture["nodes"]]
        found[year] = said_by_node(chosen(study, within), within, nodes)
    return found
