"""What is said of a view as a figure: its title, what it shows, its caption and alt text."""

from collections.abc import Callable

import networkx as nx
import pandas as pd

from analysis.charts.signs import beyond_sides
from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.placing import Placed, layout_of
from analysis.labels import counter, number, translator
from analysis.names import name_of


def title_of(choices: Choices) -> str:
    """Return the title of a view."""
    t = translator(choices.language)
    return {
        "two-mode": t("Who is tied to what"),
        "actors": t("Who sides with whom"),
        "sectors": t("Which sectors go together"),
        "toward": t("Who acts toward whom"),
    }[choices.mode]


def find(table: pd.DataFrame, language: str, view: Placed) -> str:
    """Say how many ties are drawn, and which is the heaviest when one is."""
    t = translator(language)
    told = t("Ties drawn: {ties}.", ties=len(table))
    first, *others = table.itertuples()
    if not others or others[0].weight == first.weight:
        return told
    ends = {"row": first.row_name, "column": first.column_name}
    heaviest = t("The heaviest of those drawn: {row} – {column}.", **ends)
    return f"{told} {heaviest}"


def describe(table: pd.DataFrame, language: str, view: Placed) -> tuple[str, str]:
    """Return the caption and the alt text."""
    shown, _, camps, choices = view
    t, n = translator(language), counter(language)
    told = [
        _of_graph(choices) if shown.graph.get("weighed") else _what(choices),
        *_widths(shown, choices, float(table["weight"].max())),
        around_told(shown, choices),
        *_left_out(choices),
        *_places_told(choices),
        t("Colours of nodes: the two camps that congruence and conflict make.") if camps else "",
        _shown(shown, language),
    ]
    alt = t(
        "A network of {nodes} with {ties}.",
        nodes=n("{number} node", "{number} nodes", len(shown)),
        ties=n("{number} tie", "{number} ties", len(table)),
    )
    return " ".join(filter(None, told)), f"{alt} {_leaders(table, language)}".strip()


def of_graph(
    table: pd.DataFrame, language: str, *_: object, shown: nx.Graph, choices: Choices
) -> tuple[str, str]:
    """Return the caption and the alt text of a graph that is shown as it is, in columns."""
    return describe(table, language, Placed(shown, {}, {}, choices))


def _of_graph(choices: Choices) -> str:
    t = translator(choices.language)
    return t("The nodes of a graph and its ties.")


def _what(choices: Choices) -> str:
    t = translator(choices.language)
    return {
        "two-mode": t("Actors and sectors, tied by the statements that name both."),
        "actors": t("Actors, tied by the sectors of which both speak."),
        "sectors": t("Sectors, tied by the actors who speak of both."),
        "toward": t("Actors, tied by what they say or do to each other."),
    }[choices.mode]


def _stances(shown: nx.Graph) -> list[dict]:
    return [edge for *_, edge in shown.edges(data=True) if "net_stance" in edge]


def _widths(shown: nx.Graph, choices: Choices, most: float) -> list[str]:
    """Say what the width of a tie stands for, and by what weights are divided."""
    t, said = translator(choices.language), {"most": number(most, choices.language)}
    if shown.graph.get("weighed"):
        return [t("Width: the weight of a tie, up to {most}.", **said)]
    widths = {
        "ignore": t("Width: the number of pairs of statements on the same, up to {most}.", **said),
        "congruence": t("Width: how much the two agree (congruence), up to {most}.", **said),
        "conflict": t("Width: how much the two differ (conflict), up to {most}.", **said),
        "subtract": t("Width: agreement less disagreement, up to {most} either way.", **said),
    }
    counts = {
        "ignore": t("Width: the number of statements, up to {most}.", **said),
        "subtract": t("Width: friendly less strained statements, up to {most} either way.", **said),
    }
    if choices.aggregation == "subtract" and beyond_sides(_stances(shown)):
        counts["subtract"] = t("Width: the sum of stances (up to {most} either way).", **said)
    if choices.mode in DIRECT:
        return [counts[choices.aggregation]]
    divided = {
        "average": t("Weights are divided by the mean number of statements of the two."),
        "jaccard": t("Weights are Jaccard similarities."),
        "cosine": t("Weights are cosine similarities."),
    }
    return [widths[choices.aggregation], divided.get(choices.normalization, "")]


def _left_out(choices: Choices) -> list[str]:
    t = translator(choices.language)
    told = []
    if choices.threshold:
        least = number(choices.threshold, choices.language)
        told.append(t("Ties below {least} are left out.", least=least))
    if choices.backbone < 1 and choices.mode not in DIRECT:
        alpha = number(choices.backbone, choices.language)
        told.append(
            t("Drawn are the ties of the backbone (disparity filter, p < {alpha}).", alpha=alpha)
        )
    return told


def around_told(shown: nx.Graph, choices: Choices) -> str:
    """Say around which node, or between which two, a view looks, if it does."""
    t, n = translator(choices.language), counter(choices.language)
    ends = [
        name_of(shown.nodes[end], choices.language, end) if end in shown else end
        for end in (choices.ego, choices.path_to)
        if end
    ]
    if len(ends) == 2:
        one, other = ends
        return t("Shown are the shortest paths from {one} to {other}.", one=one, other=other)
    if not ends:
        return ""
    steps = n("{number} step", "{number} steps", choices.steps)
    return t("Shown is all within {steps} of {node}.", node=ends[0], steps=steps)


def also_told(
    describe: Callable[..., tuple[str, str]], more: str, *given: object
) -> tuple[str, str]:
    """Return the caption and the alt text of a chart, a sentence added to the caption."""
    caption, alt = describe(*given)
    return f"{caption} {more}", alt


def _places_told(choices: Choices) -> list[str]:
    t = translator(choices.language)
    force = t("Who is tied as a friend stands near, as a foe far.")
    hand = t("Some nodes were placed by hand.")
    return [force if layout_of(choices) == "force" else "", hand if choices.places else ""]


def _shown(shown: nx.Graph, language: str) -> str:
    """Say how many nodes were left out, if any."""
    t, n, of = translator(language), counter(language), sum(shown.graph["of"])
    if of == len(shown):
        return ""
    nodes = n("{shown} of {number} node", "{shown} of {number} nodes", of, shown=len(shown))
    return t("Shown are those tied most: {nodes}.", nodes=nodes)


def _leaders(table: pd.DataFrame, language: str) -> str:
    """Name the ends of the heaviest tie, when one is."""
    t, first, *others = translator(language), *table.head(2).itertuples()
    if others and others[0].weight == first.weight:
        return ""
    ends = {"row": first.row_name, "column": first.column_name}
    return t("The heaviest of those drawn: {row} – {column}.", **ends)
