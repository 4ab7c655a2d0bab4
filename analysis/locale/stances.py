"""Stances in words: friendly and strained between two states, positive and negative elsewhere.

Nothing says of a debate that who is for a demand is its friend. The code writes what is said of two
states; here is what takes its place in a study of none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain

_BETWEEN_STATES: ContextVar[bool] = ContextVar("between_states", default=True)


@contextmanager
def worded_for(states: bool) -> Iterator[None]:
    """Tell of stances as between two states, or as in a study of none."""
    before = _BETWEEN_STATES.set(states)
    try:
        yield
    finally:
        _BETWEEN_STATES.reset(before)


def worded(text: str) -> str:
    """Return an English text, or what is said in its place where no two states are studied.

    >>> with worded_for(states=False):
    ...     worded("friendly"), worded("neutral")
    ('positive', 'neutral')
    >>> worded("friendly")
    'friendly'
    """
    return text if _BETWEEN_STATES.get() else ELSEWHERE.get(text, text)


def t(text: str) -> str:
    """Mark a text for the catalogues; `analysis.labels` translates it."""
    return text


def n(one: str, many: str) -> tuple[str, str]:
    """Mark a text with its plural for the catalogues."""
    return one, many


_SAID = {
    "positive": "friendly",
    "Positive": "Friendly",
    "negative": "strained",
    "Negative": "Strained",
}

_TEXTS = [
    t("Sectors with more positive statements than negative ones: {friendly} of {all}."),
    t("With more negative ones: {sectors}."),
    t("Too few families of documents to tell which sector is negative most often"),
    t("No sector with enough families of documents has a negative statement"),
    t("Negative most often, though not clearly: {sectors}, {rate} of what takes a side"),
    t("Negative most often: {sector}, {rate} ({range}) of what takes a side"),
    t("Negative most often, though not clearly: {sector}, {rate} ({range}) of what takes a side"),
    t(
        "Statements by sector. Right, blue: positive; left, orange and hatched: negative; last "
        "column: neutral. In all: positive {friendly}, negative {strained}, neutral {neutral}."
    ),
    t(
        "Bars for {sectors}. Positive statements: {friendly}, negative: {strained}, neutral: "
        "{neutral}."
    ),
    t("negative"),
    t("positive"),
    t(
        "Number of statements that tie an actor to a sector, on the colour of their mean "
        "stance: blue positive, orange and framed negative. Empty: no statement."
    ),
    t("share of positive statements"),
    t("share of negative statements"),
    t("Clearly more positive than negative: {friendly} of {all} with families enough."),
    t("Clearly more negative: {names}."),
    t(
        "Statements of each. Right, blue: positive; left, orange and hatched: negative; last "
        "column: neutral. In all: positive {friendly}, negative {strained}, neutral {neutral}. "
        "Clear is what the 95 % bootstrap interval over families of documents keeps on one side."
    ),
    t(
        "Bars for {names}. Positive statements: {friendly}, negative: {strained}, neutral: "
        "{neutral}."
    ),
    t(
        "Of all ties drawn ({ties}), mainly positive: {friendly}, mainly negative: {strained}, "
        "mixed: {mixed}, neutral: {neutral}."
    ),
    t("Width: how many more are positive than negative, or the other way round (1 to {most})."),
    t(
        "A network of {actors} and {sectors} with {ties}: {friendly} positive, {strained} "
        "negative, {mixed} mixed, {neutral} neutral."
    ),
    t(
        "Each mark is a statement of document {document}, placed in its order and on its "
        "sector's row. Triangle up, blue: positive; triangle down, orange: negative; dot, grey: "
        "neutral."
    ),
    t(
        "{statements} on {sectors}, from left to right. Positive: {friendly}, negative: "
        "{strained}, neutral: {neutral}."
    ),
    t("The negative one stands at place {places}."),
    t("The negative ones stand at places {places}."),
    t("Requests count as conflict in words, positive ones too."),
    t(
        "Of the statements that take a side, two thirds or more are positive (blue) or negative "
        "(orange, dashed); less is mixed (purple, dash-dotted); grey, dotted: none takes a side."
    ),
    t("two thirds or more positive: blue"),
    t("two thirds or more negative: orange, dashed"),
    t("Width: positive less negative statements, up to {most} either way."),
    t("net stance {net}: positive minus negative"),
    t(
        "Of the statements that take a side, two thirds or more are positive or negative; less "
        "is mixed."
    ),
    t("positive minus negative"),
    t(
        "How wide a tie is drawn. Between actors and sectors: by all its statements, or by how "
        "many more are positive than negative, or the other way round. Between two of a kind: "
        "by how much they agree, differ, or agree more than they differ, as discourse network "
        "analysis counts congruence, conflict and subtract."
    ),
]
_NUMBERED = [
    n("{number} positive", "{number} positive"),
    n("{number} negative", "{number} negative"),
    n(
        "The document drawn makes {number} statement – positive: {friendly}, neutral: {neutral}, "
        "negative: {strained}.",
        "The document drawn makes {number} statements – positive: {friendly}, neutral: {neutral}, "
        "negative: {strained}.",
    ),
]

_OTHERS = {
    "Cooperation and friction by sector": t("Positive and negative statements by sector"),
    "Clearly friendlier than at first: {names}.": t(
        "Clearly more positive than at first: {names}."
    ),
    "Clearly less friendly than at first: {names}.": t(
        "Clearly less positive than at first: {names}."
    ),
    "Who is tied as a friend stands near, as a foe far.": t(
        "Positive ties draw together, negative ones push apart."
    ),
    "friends near, foes far": t("positive ties near, negative far"),
}


def _of_states(text: str) -> str:
    """Return a text as the code has it, which says friendly and strained."""
    for elsewhere, said in _SAID.items():
        text = text.replace(elsewhere, said)
    return text


ELSEWHERE = _OTHERS | {_of_states(text): text for text in chain(_TEXTS, *_NUMBERED)}
"""By each text of the code that says what stances are, what takes its place elsewhere."""
