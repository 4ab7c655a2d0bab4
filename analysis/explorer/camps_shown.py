"""The camps of the nodes that a one-mode view shows."""

import networkx as nx

from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.one_mode import shared
from analysis.measures.camps import camps
from analysis.study.load import Study


def camps_of(said: Study, shown: nx.Graph, choices: Choices) -> dict[str, int]:
    """Return the camp, 0 or 1, of each node shown, of congruence and conflict among them.

    A network of which ties are statements has none, nor has a record without stances.
    """
    if choices.mode in DIRECT or "stance" not in said.statements or not len(shown):
        return {}
    nodes = list(shown)
    pair = [shared(said, choices, each) for each in ("congruence", "conflict")]
    among = [
        each.reindex(nodes, fill_value=0.0).reindex(columns=nodes, fill_value=0.0) for each in pair
    ]
    return {node: int(camp) for node, camp in camps(*among).items()}
