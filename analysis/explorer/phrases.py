"""The words of the explorer's page, in the language of its reader."""

from collections.abc import Callable
from functools import partial

from analysis.explorer.phrases_of_asking import of_asking
from analysis.explorer.phrases_of_networks import of_graph, of_networks
from analysis.explorer.phrases_of_use import of_finding, of_saving, of_sharing, of_time
from analysis.labels import plurals, translator
from analysis.locale import right_to_left
from analysis.locale.stances import worded_for

BLANKS = (
    "statements",
    "documents",
    "nodes",
    "shown",
    "number",
    "friendly",
    "neutral",
    "strained",
    "net",
    "year",
    "speaker",
    "folder",
    "files",
    "name",
    "value",
    "new",
    "sought",
    "mean",
    "low",
    "high",
    "from",
    "to",
)
"""What the page itself puts into sentences."""


def words(
    language: str, *, states: bool = True, graph: bool = False
) -> dict[str, str | dict[str, str]]:
    """Return each word and sentence of the page by its key; the blanks in them stay.

    `states` tells whether the study is of two states; else actors are parts of other actors, and
    stances are positive and negative. `graph` tells whether it is a graph, whose ties are no
    statements.

    A sentence with a number and its noun stands there in all its plurals, by CLDR's category. The
    `locale` is the language whose rules choose among them, `direction` that of its writing.
    """
    with worded_for(states):
        told = _words(language)
    t, n = _fillers(language)
    told |= {} if states else _of_wholes(t)
    told |= of_graph(t, n) if graph else {}
    direction = "rtl" if right_to_left(language) else "ltr"
    return told | {"locale": language, "direction": direction}


def _words(language: str) -> dict[str, str | dict[str, str]]:
    t, n = _fillers(language)
    told = _of_controls(t) | of_networks(t) | _of_choices(t) | _of_pictures(t)
    told |= of_time(t, n) | of_finding(t) | of_saving(t) | _of_numbers(t, n) | _of_reading(t)
    return told | of_asking(t, n) | of_sharing(t)


def _fillers(language: str) -> tuple[Callable[..., str], Callable[..., dict[str, str]]]:
    """Return what translates a sentence, and one with a number, and leaves their blanks."""
    t = partial(translator(language), **{blank: f"{{{blank}}}" for blank in BLANKS})
    return t, partial(plurals, language=language)


def _of_controls(t) -> dict[str, str]:
    return {
        "since": t("From"),
        "until": t("To"),
        "sectors": t("Sectors"),
        "relations": t("Relations"),
        "actors": t("Only by or toward"),
        "everybody": t("everybody"),
        "all": t("all"),
        "find_name": t("Find a name"),
        "by_state": t("Actors as states"),
        "wide": t("Sectors as wide fields"),
        "quality": t("Documents"),
        "aggregation": t("Width of a tie"),
        "duplicates": t("Repeated statements"),
        "most": t("Nodes a side, at most"),
        "language": t("Language"),
        "reset": t("Reset"),
        "more_choices": t("More choices"),
        "stale": t("The study has changed on disk."),
        "reload": t("Reload it"),
        "gone": t("No answer from the kernel: what is shown may be old."),
    }


def _of_choices(t) -> dict[str, str]:
    return {
        "quality_C": t("all (C)"),
        "quality_B": t("without aggregators (B)"),
        "quality_A": t("originals only (A)"),
        "quality_means_A": t("original"),
        "quality_means_B": t("agency copy"),
        "quality_means_C": t("aggregator"),
        "duplicates_include": t("all count"),
        "duplicates_act": t("once an act of two sides"),
        "duplicates_document": t("once a document"),
        "duplicates_family": t("once a family of documents"),
        "duplicates_week": t("once a week"),
        "duplicates_month": t("once a month"),
        "duplicates_year": t("once a year"),
        "duplicates_acrossrange": t("once in all"),
        "help_duplicates": t(
            "A statement that ties the same actor to the same sector again within the same "
            "document, family or time counts once. A family holds documents that rest on one wire "
            "or one event."
        ),
        "help_quality": t(
            "A: originals. B: also agency copies. C: also aggregators, so everything."
        ),
        "help_wide": t("A part counts under its whole: each field under the widest that holds it."),
        "help_by_state": t(
            "Whoever is part of a state counts under it; what anyone does to itself is left out."
        ),
        "help_most": t("Those tied most are drawn; all are counted."),
    }


def _of_wholes(t) -> dict[str, str]:
    return {
        "by_state": t("Actors as wholes"),
        "help_by_state": t(
            "Whoever is part of another actor counts under it; what anyone does to itself is left "
            "out."
        ),
    }


def _of_pictures(t) -> dict[str, str]:
    return {
        "network_help": t(
            "Arrow keys go from node to node, Enter shows its statements; plus and minus zoom."
        ),
        "balance": t("Cooperation and friction by sector"),
        "friendly": t("friendly"),
        "strained": t("strained"),
        "mixed": t("mixed"),
        "neutral": t("neutral"),
        "empty": t("No tie meets this selection."),
        "net": t("net stance {net}: friendly minus strained"),
        "net_sum": t("net stance {net}: the sum of all"),
        "sign_help": t(
            "Of the statements that take a side, two thirds or more are friendly or strained; less "
            "is mixed."
        ),
        "zoom_in": t("Zoom in"),
        "zoom_out": t("Zoom out"),
        "fit": t("Show all"),
    }


def _of_numbers(t, n) -> dict[str, str | dict[str, str]]:
    return {
        "counts": t("{statements} {documents}; {nodes}"),
        "counts_alone": t("{statements}; {nodes}"),
        "statements": n("{number} statement", "{number} statements"),
        "silent_ones": n(
            "Not counted: {number} statement without a stance.",
            "Not counted: {number} statements without a stance.",
        ),
        "undated_ones": n(
            "{number} statement without a date.", "{number} statements without a date."
        ),
        "documents": n("from {number} document", "from {number} documents"),
        "nodes": n("{shown} of {number} node", "{shown} of {number} nodes"),
        "those_said": t("those with most statements"),
        "those_tied": t("those tied most"),
        "draw_more": t("Draw more"),
        "years_differ": t("A single year may show others."),
        "names_left_out": n(
            "Names are written of {shown} of {number} node; point at the others, or zoom in.",
            "Names are written of {shown} of {number} nodes; point at the others, or zoom in.",
        ),
        "too_close": n(
            "{number} node is too close to others to be named here.",
            "{number} nodes are too close to others to be named here.",
        ),
        "statements_left_out": n(
            "Here are the {shown} earliest of {number} statement; choose less to read the others.",
            "Here are the {shown} earliest of {number} statements; choose less to read the others.",
        ),
        "ties_left_out": t("here are the {shown} heaviest ties, of {number}"),
        "looked_among": t("looked for in what is drawn: {nodes}"),
        "rows_left_out": t("Rows: the {shown} with the heaviest ties, of {number}."),
        "columns_left_out": t("Columns: the {shown} with the heaviest ties, of {number}."),
        "nodes_left_out": t("Nodes: the {shown} with the heaviest ties, of {number}."),
        "independent": n("{number} independent document", "{number} independent documents"),
        "tied": n("Tied to {number} node", "Tied to {number} nodes"),
        "signs": t("{friendly}, {neutral}, {strained}"),
        "friendly_ones": n("{number} friendly", "{number} friendly"),
        "neutral_ones": n("{number} neutral", "{number} neutral"),
        "strained_ones": n("{number} strained", "{number} strained"),
        "without_ones": t("{number} without a stance"),
        "valued": t("{name}: {value}"),
        "parted": t("; "),
        "degree": n(
            "{number} tie: its degree, the number of nodes it is tied to",
            "{number} ties: its degree, the number of nodes it is tied to",
        ),
    }


def _of_reading(t) -> dict[str, str]:
    return {
        "reading": t("Statements"),
        "hint": t("Choose a tie or a node to read what was said, by whom, and where."),
        "sieve": t("Sort and filter"),
        "order": t("Sorted by"),
        "order_date": t("date"),
        "order_stance": t("stance"),
        "order_speaker": t("speaker"),
        "only_speaker": t("Speaker"),
        "only_side": t("Side of the publisher"),
        "only_document_kind": t("Kind of document"),
        "only_coder": t("Coder"),
        "more": t("Show more"),
        "says": t("says {speaker}"),
        "source": t("Source"),
        "close": t("Close"),
    }
