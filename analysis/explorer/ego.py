"""A node with its neighbours, and the paths from one node to another."""

import networkx as nx

from analysis.errors import InputError, one_of, problem
from analysis.explorer.chosen import Choices
from analysis.names import names_by_id
from analysis.study.load import Study


def asked_for(network: nx.Graph, choices: Choices) -> nx.Graph:
    """Return the part of a network that is asked for: all of it, an ego network, or paths.

    Without the node that is asked for, or without a path, it is empty.
    """
    if not choices.ego:
        return network
    ends = [choices.ego, *([choices.path_to] if choices.path_to else [])]
    if any(end not in network for end in ends):
        return nx.Graph(**network.graph)
    return between(network, *ends) if choices.path_to else around(network, *ends, choices.steps)


def around(network: nx.Graph, ego: str, steps: int) -> nx.Graph:
    """Return the ego network: what is within so many ties of a node, and all ties among these.

    >>> sorted(around(nx.path_graph(["a", "b", "c", "d"]), "a", 2))
    ['a', 'b', 'c']
    """
    return nx.ego_graph(network, ego, radius=steps)


def between(network: nx.Graph, one: str, other: str) -> nx.Graph:
    """Return the ties on the shortest paths between two nodes, weights left aside.

    The attribute `far` of the graph tells how many ties each path has.

    >>> square = nx.Graph([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("x", "y")])
    >>> found = between(square, "a", "b")
    >>> sorted(sorted(tie) for tie in found.edges), found.graph["far"]
    ([['a', 'x'], ['a', 'y'], ['b', 'x'], ['b', 'y']], 2)
    """
    begin, end = (nx.single_source_shortest_path_length(network, node) for node in (one, other))
    if other not in begin:
        return nx.Graph(**network.graph)
    far = begin[other]
    ties = [
        tie
        for tie in network.edges(begin)
        if min(begin[tie[0]] + end[tie[1]], begin[tie[1]] + end[tie[0]]) + 1 == far
    ]
    part = network.edge_subgraph(ties).copy()
    part.graph["far"] = far
    return part


def check_ego(study: Study, choices: Choices) -> None:
    """Raise `InputError` for a node that is none of the study's actors and sectors."""
    known = {*study.actors["actor_id"], *study.sectors["sector_id"]}
    wrong = [
        problem("", None, field, node, one_of(node, sorted(known)))
        for field, node in (("ego", choices.ego), ("path_to", choices.path_to))
        if node and node not in known
    ]
    if wrong:
        raise InputError(wrong)


def ego_told(
    study: Study, shown: nx.Graph, choices: Choices, language: str
) -> dict[str, object] | None:
    """Return what a page tells of what is asked for: the names of its ends, and how far apart."""
    if not choices.ego:
        return None
    names = names_by_id(study.actors, language) | names_by_id(study.sectors, language)
    return {
        "id": choices.ego,
        "name": names.get(choices.ego, choices.ego),
        "steps": choices.steps,
        "to": names.get(choices.path_to, choices.path_to),
        "far": shown.graph.get("far"),
    }
