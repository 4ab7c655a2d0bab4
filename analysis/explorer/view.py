"""What the explorer shows of a study: a choice of statements, and its pictures as plain data."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import networkx as nx
import pandas as pd

from analysis.explorer.camps_shown import camps_of
from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.ego import asked_for, check_ego, ego_told
from analysis.explorer.one_mode import (
    on_shared,
    one_mode_edges,
    one_mode_network,
    tell_statements,
    with_whole_speakers,
)
from analysis.explorer.placing import Places, layout_of, placed
from analysis.explorer.sizes import heaviest, most_tied, sizes_of
from analysis.explorer.tallies import (
    by_month,
    by_sector,
    by_year,
    counts_of,
    silent,
    undated,
    with_names,
)
from analysis.explorer.toward import toward_network, weighed
from analysis.explorer.two_mode import two_mode_edges
from analysis.explorer.two_periods import overlaid, periods_of, within, without_dates
from analysis.names import name_of
from analysis.networks.graphs import graph, strengths
from analysis.study.load import Study
from analysis.study.selection import roll_up, select

FIELDS = ("row", "column", "sign", "weight", "positive", "negative", "net_stance")
UNSIGNED = ("row", "column", "weight")
"""What is told of a tie, and of one in a record without stances."""

Edges = list[dict[str, object]]
Times = dict[str, list[dict] | int]


def chosen(study: Study, choices: Choices) -> Study:
    """Return the study with the statements chosen, rolled up to states and wider sectors if so.

    In a network of one mode, who is part of a state speaks for it then.
    """
    selected = select(
        study,
        since=choices.since,
        until=choices.until,
        actors=choices.actors,
        sectors=choices.sectors,
        relations=choices.relations,
        quality=choices.quality,
    )
    if choices.mode != "two-mode" and choices.by_state:
        selected = with_whole_speakers(selected)
    return roll_up(selected, actors=choices.by_state, sectors=choices.wide)


def network(selected: Study, choices: Choices) -> nx.Graph:
    """Return the graph of the statements chosen.

    In two modes its weights are those of `two_mode`, in one those of `one_mode`; ties below the
    threshold are left out, and so is what is not around the node that is asked for.
    """
    if choices.mode not in DIRECT:
        return asked_for(one_mode_network(selected, choices), choices)
    choice = {"aggregation": choices.aggregation, "duplicates": choices.duplicates}
    toward = choices.mode == "toward"
    whole = toward_network(selected, choices) if toward else graph(selected, "party", **choice)
    whole = weighed(whole, selected)
    if choices.threshold:
        light = [tie[:2] for tie in whole.edges(data="weight") if abs(tie[2]) < choices.threshold]
        whole.remove_edges_from(light)
    if not choices.isolates:
        whole.remove_nodes_from(list(nx.isolates(whole)))
    return asked_for(whole, choices)


def counted(selected: Study, whole: nx.Graph, choices: Choices) -> Study:
    """Return the study with only the statements that a network counts."""
    if choices.mode not in DIRECT:
        return replace(selected, statements=on_shared(selected, whole, choices))
    ids = {name for *_, behind in whole.edges(data="statements") for name in behind}
    # Of many ids `isin` takes thirty times as long.
    kept = [name in ids for name in selected.statements["statement_id"].tolist()]
    return replace(selected, statements=selected.statements.loc[kept])


def drawn(selected: Study, whole: nx.Graph, choices: Choices) -> nx.Graph:
    """Return the part of a network that is drawn: the nodes tied most."""
    part = _most_tied(whole, choices)
    return part if choices.mode in DIRECT else tell_statements(part, selected, choices)


def _most_tied(whole: nx.Graph, choices: Choices) -> nx.Graph:
    most = len(whole) if choices.path_to else choices.most  # a path without its middle is none
    return most_tied(whole, most, isolates=choices.isolates, always=(choices.ego,))


class Shown(NamedTuple):
    """A period as it is shown: its choices, its statements, and its network as drawn."""

    choices: Choices
    selected: Study
    behind: Study
    network: nx.Graph


def shown_periods(study: Study, choices: Choices) -> tuple[nx.Graph, list[Shown]]:
    """Return the network that places the nodes, and each period that is shown.

    Of two periods both have the nodes tied most in both together.
    """
    periods = periods_of(choices)
    selected = [chosen(study, each) for each in periods]
    wholes = [network(*each) for each in zip(selected, periods, strict=True)]
    frame = _most_tied(overlaid(wholes), choices)
    found = []
    for each, said, whole in zip(periods, selected, wholes, strict=True):
        part = within(whole, frame) if len(periods) > 1 else frame
        found.append(Shown(each, said, counted(said, whole, each), part))
    return frame, found


def picture(
    study: Study, choices: Choices, order: Sequence[str] = (), times: Times | None = None
) -> dict[str, object]:
    """Return all that is drawn of the choices: `nodes`, `edges`, `years`, `sectors` and `counts`.

    `signed` tells whether the record has stances; without them ties and years have no signs.

    Each edge holds the ids of its statements. Sectors count the statements of all edges, those left
    out of the drawing among them: `most` nodes a side are drawn. Years count them whatever dates
    are chosen, and `undated` those of no year. Nodes stand in the order that the study stores, else
    in that given. `then` holds nodes, edges and counts of a second period, or None. `times` are
    `times_in` a picture that differs in its dates alone; without them they are counted.
    """
    return pictures(study, choices, [choices.language], order, times)[choices.language]


def pictures(
    study: Study,
    choices: Choices,
    languages: Iterable[str],
    order: Sequence[str] = (),
    times: Times | None = None,
) -> dict[str, dict[str, object]]:
    """Return the picture of the choices in each of several languages; see `picture`."""
    check_ego(study, choices)
    frame, (first, *then) = shown_periods(study, choices)
    places = placed(frame, choices, study, order)
    edges = [_edges(each) for each in (first, *then)]
    sectors = by_sector(first.behind)
    told = {
        **(times or _times(study, first)),
        "signed": "stance" in first.behind.statements,
        "mode": choices.mode,
        "aggregation": choices.aggregation,
        "layout": layout_of(choices),
        **({"weighed": True} if "weight" in study.statements else {}),
    }
    return {
        language: {
            **_drawing(first, edges[0], places, language),
            "then": _drawing(then[0], edges[1], places, language) if then else None,
            "sectors": with_names(sectors, first.selected, language),
            "ego": ego_told(study, frame, choices, language),
            **told,
        }
        for language in languages
    }


def _drawing(shown: Shown, edges: Edges, places: Places, language: str) -> dict[str, object]:
    """Return the nodes and edges of a period, and how much they stand for."""
    return {
        "nodes": _nodes(shown, places, language),
        "edges": edges,
        "counts": counts_of(shown.behind.statements, shown.network) | {"silent": _silent(shown)},
        "span": [shown.choices.since, shown.choices.until],
    }


def _silent(shown: Shown) -> int:
    around = shown.choices.ego  # of part of the statements, whether they have a stance or not
    return 0 if around else silent(shown.selected.statements, shown.behind.statements)


def ties(pictured: dict[str, object]) -> pd.DataFrame:
    """Return the ties of a picture, the heaviest first: ends, sign and numbers of statements."""
    two_mode = pictured["mode"] == "two-mode"
    fields = {
        "row": "actor" if two_mode else "row",
        "column": "sector" if two_mode else "column",
        "sign": "sign",
        "weight": "weight",
        "positive": "friendly",
        "negative": "strained",
        "net_stance": "net_stance",
    }
    told = FIELDS if pictured["signed"] else UNSIGNED
    told = told if pictured["mode"] in DIRECT else [name for name in told[:4]]
    table = pd.DataFrame(pictured["edges"], columns=list(told))
    return table.rename(columns=fields)


def order_of(pictured: dict[str, object]) -> list[str]:
    """Return the nodes of a picture from top to bottom, for pictures that follow it."""
    return [node["id"] for node in sorted(pictured["nodes"], key=lambda node: node["y"])]


def times_in(pictured: dict[str, object]) -> Times:
    """Return what a picture tells of years and months, which does not depend on its dates."""
    return {unit: pictured[unit] for unit in ("years", "months", "undated")}


def _times(study: Study, shown: Shown) -> Times:
    """Count by year and month the statements that count whatever dates are chosen."""
    behind, always = shown.behind, without_dates(shown.choices)
    if always != shown.choices:
        selected = chosen(study, always)
        behind = counted(selected, network(selected, always), always)
    said = behind.statements
    return {"years": by_year(said), "months": by_month(said), "undated": undated(said)}


def _nodes(shown: Shown, places: Places, language: str) -> list[dict[str, object]]:
    _, selected, _, network = shown
    strength = strengths(network)
    sizes = sizes_of(network, shown.choices.size, strength)
    camps = camps_of(selected, network, shown.choices) if shown.choices.camps else {}
    return [
        {
            "id": node,
            "name": name_of(told, language, node),
            "kind": told.get("kind", ""),
            "side": told.get("bipartite", 0),
            "x": places[node][0],
            "y": places[node][1],
            "ties": network.degree(node),
            "weight": strength[node],
            "size": sizes[node],
            **({"camp": camps[node]} if node in camps else {}),
        }
        for node, told in network.nodes(data=True)
    ]


def _edges(shown: Shown) -> Edges:
    choices, selected, _, network = shown
    network = heaviest(network)
    if choices.mode not in DIRECT:
        return one_mode_edges(tell_statements(network, selected, choices))
    edges = two_mode_edges(network)
    if choices.mode == "toward":
        for edge in edges:
            edge["row"], edge["column"] = sorted((edge["row"], edge["column"]))
    return edges
