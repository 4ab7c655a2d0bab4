"""What the explorer shows of a study: a choice of statements, and its pictures as plain data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import networkx as nx
import pandas as pd

from analysis.charts.figures import balance
from analysis.charts.figures.network import edges as network_edges
from analysis.charts.layout import stored_order, two_columns
from analysis.errors import InputError, check_choice, one_of
from analysis.locale import check_language
from analysis.names import name_of
from analysis.networks.attributes import names_in
from analysis.networks.graphs import graph, strengths, strongest
from analysis.networks.matrices import AGGREGATIONS
from analysis.runs.parameters import fits
from analysis.study.load import Study
from analysis.study.selection import roll_up, select

KINDS = {
    str: ("str", "a text"),
    bool: ("bool", "true or false"),
    int: ("int", "a whole number from 1"),
    tuple: ("list[str]", "a list of ids"),
}
"""What a choice must be, by the type of its default: as notebooks declare it, and in words."""


FIELDS = ("row", "column", "sign", "weight", "positive", "negative", "net_stance")
UNSIGNED = ("row", "column", "weight")
"""What is told of a tie, and of one in a record without stances."""


@dataclass(frozen=True)
class Choices:
    """What is chosen in the explorer, under the names that notebooks give it as parameters."""

    since: str = ""
    until: str = ""
    actors: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    quality: str = "C"
    by_state: bool = True
    wide: bool = True
    aggregation: str = "ignore"
    duplicates: str = "include"
    most: int = 18
    language: str = "en"


def read_choices(given: dict[str, object]) -> Choices:
    """Return choices of what a notebook or a page gives; what is not given is as in `Choices`.

    Raises `InputError` for a name that is none, a value of another type, an unknown aggregation or
    language, and a number of nodes below one.
    """
    known = asdict(Choices())
    problems = [
        f"{name}: no choice of the explorer; {one_of(name, known)}"
        for name in given
        if name not in known
    ]
    problems = problems or [*_of_other_types(known, given)]
    if problems:
        raise InputError(problems)
    choices = Choices(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in (known | given).items()
        }
    )
    check_choice("aggregation", choices.aggregation, AGGREGATIONS)
    check_language(choices.language)
    return choices


def _of_other_types(known: dict[str, object], given: dict[str, object]) -> Iterator[str]:
    """Yield a line for each value that is not of its choice's type, as a page may send one."""
    for name, value in given.items():
        kind, expected = KINDS[type(known[name])]
        listed = list(value) if isinstance(value, tuple) else value
        if not fits(listed, kind) or (kind == "int" and value < 1):
            yield f"{name}: {value!r}; expected {expected}"


def plain(choices: Choices) -> dict[str, object]:
    """Return choices as YAML and JSON write them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(choices).items()
    }


def chosen(study: Study, choices: Choices) -> Study:
    """Return the study with the statements chosen, rolled up to states and wider sectors if so."""
    selected = select(
        study,
        since=choices.since,
        until=choices.until,
        actors=choices.actors,
        sectors=choices.sectors,
        relations=choices.relations,
        quality=choices.quality,
    )
    return roll_up(selected, actors=choices.by_state, sectors=choices.wide)


def network(selected: Study, choices: Choices) -> nx.Graph:
    """Return the two-mode graph of the statements chosen; its weights are those of `two_mode`."""
    choice = {"aggregation": choices.aggregation, "duplicates": choices.duplicates}
    return graph(selected, "party", **choice)


def picture(study: Study, choices: Choices, order: Sequence[str] = ()) -> dict[str, object]:
    """Return all that is drawn of the choices: `nodes`, `edges`, `years`, `sectors` and `counts`.

    `signed` tells whether the record has stances; without them ties and years have no signs.

    Each edge holds the ids of its statements. Years and sectors count the statements of all edges,
    those left out of the drawing among them: `most` nodes a side are drawn. They stand in the order
    that the study stores, else in that given.
    """
    return pictures(study, choices, [choices.language], order)[choices.language]


def pictures(
    study: Study, choices: Choices, languages: Iterable[str], order: Sequence[str] = ()
) -> dict[str, dict[str, object]]:
    """Return the picture of the choices in each of several languages; see `picture`."""
    selected = chosen(study, choices)
    whole = network(selected, choices)
    counted = {name for *_, ids in whole.edges(data="statements") for name in ids}
    statements = selected.statements[selected.statements["statement_id"].isin(counted)]
    drawn = strongest(whole, choices.most)
    order, years = stored_order(study) or order, _years(statements)
    sectors = _by_sector(replace(selected, statements=statements))
    counts = {
        "statements": len(statements),
        "documents": _documents(statements),
        "nodes": drawn.number_of_nodes(),
        "of": sum(drawn.graph["of"]),
    }
    return {
        language: {
            "nodes": _nodes(drawn, order, language),
            "edges": _edges(drawn, language),
            "years": years,
            "sectors": _named(sectors, selected, language),
            "counts": counts,
            "signed": "stance" in statements,
        }
        for language in languages
    }


def ties(drawn: dict[str, object]) -> pd.DataFrame:
    """Return the ties of a picture, the heaviest first: ends, sign and numbers of statements."""
    fields = {
        "row": "actor",
        "column": "sector",
        "sign": "sign",
        "weight": "weight",
        "positive": "friendly",
        "negative": "strained",
        "net_stance": "net_stance",
    }
    fields = fields if drawn["signed"] else {name: fields[name] for name in UNSIGNED}
    return pd.DataFrame(drawn["edges"], columns=list(fields)).rename(columns=fields)


def order_of(drawn: dict[str, object]) -> list[str]:
    """Return the nodes of a picture from top to bottom, for pictures that follow it."""
    return [node["id"] for node in sorted(drawn["nodes"], key=lambda node: node["y"])]


def _documents(statements: pd.DataFrame) -> int | None:
    """Return how many documents are behind statements; None where these tell of none."""
    return statements["document_id"].nunique() if "document_id" in statements else None


def _nodes(drawn: nx.Graph, order: Sequence[str], language: str) -> list[dict[str, object]]:
    places = two_columns(drawn, order=order) if drawn.number_of_edges() else {}
    strength = strengths(drawn)
    return [
        {
            "id": node,
            "name": name_of(told, language, node),
            "kind": told.get("kind", ""),
            "side": told["bipartite"],
            "x": places[node][0],
            "y": -places[node][1],
            "ties": drawn.degree(node),
            "weight": strength[node],
        }
        for node, told in drawn.nodes(data=True)
    ]


def _edges(drawn: nx.Graph, language: str) -> list[dict[str, object]]:
    table = network_edges(drawn, language)
    edges = table[[name for name in FIELDS if name in table]].to_dict("records")
    for edge, ids in zip(edges, table["statements"], strict=True):
        edge["statements"] = ids.split()
    return edges


def _years(statements: pd.DataFrame) -> list[dict[str, int]]:
    """Count stances, or else statements, by year, with a line for each from first to last."""
    years = statements["date"].dt.year if "date" in statements else None
    if years is None or years.isna().all():
        return []
    signs = {"statements": pd.Series(True, statements.index)}
    if "stance" in statements:
        stance = statements["stance"]
        signs = {"friendly": stance > 0, "neutral": stance == 0, "strained": stance < 0}
    counts = pd.DataFrame(signs).groupby(years).sum().astype(int)
    span = range(int(years.min()), int(years.max()) + 1)
    return counts.reindex(span, fill_value=0).rename_axis("year").reset_index().to_dict("records")


def _by_sector(study: Study) -> pd.DataFrame:
    """Count the stances of each sector, or nothing where statements have none."""
    return balance.tally(study, "en") if "stance" in study.statements else pd.DataFrame()


def _named(sectors: pd.DataFrame, study: Study, language: str) -> list[dict[str, object]]:
    if sectors.empty:
        return []
    names = sectors["sector"].map(names_in(study, language, "sectors"))
    return sectors.assign(name=names).to_dict("records")
