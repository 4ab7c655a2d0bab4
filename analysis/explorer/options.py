"""What the page offers to choose from, beside the codes of a study."""

from collections.abc import Callable, Iterable

from analysis.errors import InputError, Problem
from analysis.explorer.chosen import LAYOUTS, MODES, SIZES
from analysis.explorer.graph_source import GRAPH
from analysis.explorer.phrases import words
from analysis.explorer.record import needless, rules_of
from analysis.locale import own_names
from analysis.networks.matrices import ONE_MODE_NORMALIZATION
from analysis.publish.targets import TARGETS
from analysis.study.load import Study
from analysis.study.selection import QUALITIES

WHOLE = 100
"""Nodes that are drawn of a graph that is explored as it is."""

OPTIONS = {
    "quality": list(reversed(QUALITIES)),
    "mode": list(MODES),
    "normalization": list(ONE_MODE_NORMALIZATION),
    "layout": list(LAYOUTS),
    "size": list(SIZES),
    "target": ["", *TARGETS],
}


def options(study: Study) -> dict[str, object]:
    """Return what the page offers for a study: rules for what it has, and what it has not."""
    signed = "stance" in study.statements
    widths = {mode: list(each) if signed else ["ignore"] for mode, each in MODES.items()}
    return OPTIONS | {
        "mode": modes_of(study),
        "aggregation": widths,
        "duplicates": rules_of(study),
        "language": own_names(),
        "without": needless(study),
        "turns": study.turns,
        "title": study.title,
        "views": study.folder is not None,
    }


def first_of(study: Study) -> dict[str, object]:
    """Return what is chosen first of a study: its first network; of a graph, most nodes."""
    mode = modes_of(study)[0]
    return {"mode": mode} | ({"most": WHOLE} if mode == "toward" else {})


def is_graph(study: Study) -> bool:
    """Tell whether a study is a graph that is explored as it is."""
    return study.origin.get("form") == GRAPH


def modes_of(study: Study) -> list[str]:
    """Return the networks that a study has; of a graph that is explored as it is, its own."""
    if is_graph(study):
        return ["toward" if "target" in study.statements else "two-mode"]
    told = study.statements.get("target")
    toward = told is not None and told.notna().any()
    return [mode for mode in MODES if mode != "toward" or toward]


def tried(act: Callable[[], None], language: str) -> list[str]:
    """Do something, and return in the words of the page why it could not be done."""
    try:
        act()
    except InputError as error:
        return in_words(error.problems, language)
    except OSError as error:
        return [": ".join(filter(None, (error.filename, error.strerror)))]
    return []


def in_words(problems: Iterable[str], language: str) -> list[str]:
    """Return problems in the words of the page, where it has words for their field."""
    told = words(language)
    return [
        line.replace(f"{line.field}:", f"{told[line.field]}:", 1)
        if isinstance(line, Problem) and isinstance(told.get(line.field), str)
        else str(line)
        for line in problems
    ]
