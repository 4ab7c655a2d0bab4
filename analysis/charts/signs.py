"""The signs of ties: friendly, strained, mixed or neutral, in words, colours and dashes."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.style import FRIENDLY, NEUTRAL, PURPLE, STRAINED
from analysis.labels import strung, translator

SIGNS = {
    "friendly": (FRIENDLY, "-"),
    "strained": (STRAINED, (0, (4, 2))),
    "mixed": (PURPLE, (0, (6, 1.5, 1, 1.5))),
    "neutral": (NEUTRAL, (0, (1, 1.2))),
}

UNSIGNED = (NEUTRAL, "-")
"""How ties are drawn of a record without stances, which have no sign."""


def sign(positive: int, negative: int) -> str:
    """Two thirds of the statements that take a side decide the sign of a tie.

    >>> sign(2, 1), sign(1, 1), sign(0, 1), sign(0, 0)
    ('friendly', 'mixed', 'strained', 'neutral')
    """
    sides = positive + negative
    if not sides:
        return "neutral"
    if 3 * positive >= 2 * sides:
        return "friendly"
    return "strained" if 3 * negative >= 2 * sides else "mixed"


def stroke_of(tie: tuple) -> tuple[str, object]:
    """Return the colour and the dashes of a line of a table of ties."""
    return SIGNS[tie.sign] if hasattr(tie, "sign") else UNSIGNED


def without_signs(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of ties without the columns of stances, which a record has not."""
    return table.drop(columns=["sign", "positive", "negative", "net_stance"])


def line_legend(figure: Figure, lines: Mapping[str, tuple[str, object]]) -> None:
    """Explain above the picture lines, given as colour and dashes by their words."""
    figure.legend(handles=_handles(lines), loc="outside upper center", ncols=4, columnspacing=3)


def _handles(lines: Mapping[str, tuple[str, object]]) -> list[Line2D]:
    return [
        Line2D([], [], color=colour, linestyle=dashes, linewidth=1.8, label=word)
        for word, (colour, dashes) in lines.items()
    ]


def sign_legend(figure: Figure, signs: Sequence[str], language: str) -> None:
    """Explain above the picture the signs that are in it, if any."""
    if len(signs):
        line_legend(figure, _sign_lines(signs, language))


def sign_handles(signs: Iterable[str], language: str) -> list[Line2D]:
    """Return a line for a legend for each of the signs."""
    return _handles(_sign_lines(signs, language))


def _sign_lines(signs: Iterable[str], language: str) -> dict[str, tuple[str, object]]:
    t, used = translator(language), set(signs)
    words = {
        "friendly": t("friendly"),
        "strained": t("strained"),
        "mixed": t("mixed"),
        "neutral": t("neutral"),
    }
    return {word: SIGNS[sign] for sign, word in words.items() if sign in used}


def beyond_sides(edges: Iterable[Mapping[str, object]]) -> bool:
    """Tell whether sums of stances are other than how many more take one side than the other.

    >>> beyond_sides([{"net_stance": 2, "positive": 2, "negative": 0}])
    False
    >>> beyond_sides([{"net_stance": 2, "positive": 1, "negative": 0}])
    True
    """
    return any(edge["net_stance"] != edge["positive"] - edge["negative"] for edge in edges)


def signs_of(table: pd.DataFrame) -> list[str]:
    """Return the sign of each tie of a table, none of a record without stances."""
    return list(table["sign"]) if "sign" in table else []


def sign_words(signs: Iterable[str], language: str) -> str:
    """Return what a caption says of the signs that are drawn, nothing of none."""
    t, used = translator(language), set(signs)
    if not used:
        return ""
    if used == set(SIGNS):
        return t(
            "Of the statements that take a side, two thirds or more are friendly (blue) or "
            "strained (orange, dashed); less is mixed (purple, dash-dotted); grey, dotted: none "
            "takes a side."
        )
    words = {
        "friendly": t("two thirds or more friendly: blue"),
        "strained": t("two thirds or more strained: orange, dashed"),
        "mixed": t("less: purple, dash-dotted"),
        "neutral": t("none: grey, dotted"),
    }
    told = strung((word for sign, word in words.items() if sign in used), language)
    return t("Of the statements that take a side – {signs}.", signs=told)
