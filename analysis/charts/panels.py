"""A page of panels: a title, and under a rule for each panel what it finds and what it measures."""

from typing import NamedTuple

from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D

from analysis.charts.canvas import new_figure
from analysis.charts.lines import wide
from analysis.charts.paper import TEXT, this_page
from analysis.charts.style import GREY, INK, PALE
from analysis.charts.titles import filled_by, measure
from analysis.publish.targets import find_target

LINE = 3.5  # mm of a line of text of 8 pt
HIGH = 1.2  # times that: a line with signs of Chinese
AIR = 2.0  # mm at the edges, above a heading and above a picture
TITLE = 1.6  # times the size of text
COLUMNS = 2


class Finding(NamedTuple):
    """What a picture shows, in a sentence, and what is measured in it."""

    told: str
    measure: str


def room() -> tuple[float, float]:
    """Return the width and the greatest height in mm of the page, as if its text were of 8 pt."""
    page = this_page()
    height = find_target(page.target).height if page.target else None
    scale = TEXT / page.text
    return page.width * scale, float("inf") if height is None else height * scale


def compose(
    title: Finding,
    findings: list[Finding],
    heights: list[tuple[float, float]] | None,
    strip: float = 0,
) -> tuple[Figure, SubFigure, list[SubFigure]]:
    """Return an empty page: its figure, a strip below its title, a place for each picture.

    Pictures are as many mm high as the first of their `heights` tells, or down to the second where
    the page allowed is lower; without heights they fill it.
    """
    width, highest = room()
    columns = min(COLUMNS, len(findings))
    title = _broken(title, width, _title_size())
    broken = [_broken(each, width / columns, TEXT) for each in findings]
    rows = [broken[place : place + columns] for place in range(0, len(broken), columns)]
    tops = [1.5 * AIR + LINE * max(map(_lines, row)) for row in rows]
    below = _high(title.measure)
    head = 2.5 * AIR + LINE * (_title_size() / TEXT * _lines(title, measures=False) + below)
    left = highest - AIR - head - strip - sum(tops)
    bodies = [left / len(rows)] * len(rows) if heights is None else _lowered(heights, left)
    figure = new_figure(head + strip + sum(tops) + sum(bodies) + AIR)
    figure.get_layout_engine().set(w_pad=AIR * this_page().text / TEXT / 25.4)
    parts = [head, max(strip, 0.1), *map(sum, zip(tops, bodies, strict=True)), AIR]
    first, below, *lines, _ = figure.subfigures(len(parts), 1, height_ratios=parts)
    _write(first, title, head, width, _title_size())
    places = []
    for line, row, top, body in zip(lines, rows, tops, bodies, strict=True):
        for part, finding in zip(line.subfigures(1, columns, squeeze=False)[0], row, strict=False):
            above, place = part.subfigures(2, 1, height_ratios=[top, body])
            _rule(above, width / columns)
            _write(above, finding, top, width / columns, TEXT)
            places.append(place)
    return figure, below, places


def _lowered(heights: list[tuple[float, float]], left: float) -> list[float]:
    """Return the height of each row of pictures, lowered to fit where that can be."""
    rows = [heights[place : place + COLUMNS] for place in range(0, len(heights), COLUMNS)]
    most, least = ([max(pair[end] for pair in row) for row in rows] for end in (0, 1))
    over, play = sum(most) - left, sum(most) - sum(least)
    if not 0 < over <= play:
        return most
    return [high - over / play * (high - low) for high, low in zip(most, least, strict=True)]


def height_of(place: SubFigure) -> float:
    """Return the height of a place in mm, as if the text of the page were of 8 pt."""
    page = place.get_figure(root=True)
    return place.bbox.height / page.dpi * 25.4 * TEXT / this_page().text


def _title_size() -> float:
    """Return the size of the title in pt, on a page whose text is of 8 pt."""
    page = this_page()
    most = find_target(page.target).most if page.target else None
    return TEXT * min(TITLE, (most or float("inf")) / page.text)


def _broken(finding: Finding, width: float, size: float) -> Finding:
    """Break both texts into lines of a width in mm, less the edges."""
    space = 0.97 * (width - 2 * AIR) / 25.4 * 72  # a renderer may set letters wider
    bold, plain = FontProperties(size=size, weight="bold"), FontProperties(size=TEXT)
    return Finding(_even(finding.told, bold, space), _even(finding.measure, plain, space))


def _even(text: str, font: FontProperties, space: float) -> str:
    """Break a text into as few lines as there must be, of much the same length."""
    wide = measure(font)
    lines = filled_by(wide, text, space).count("\n")
    tried = (filled_by(wide, text, space * part / 20) for part in range(10 if lines else 20, 21))
    return next(broken for broken in tried if broken.count("\n") == lines)


def _lines(finding: Finding, measures: bool = True) -> float:
    """Return the lines of what is told, with those of what is measured."""
    return _high(finding.told) + (_high(finding.measure) if measures else 0)


def _high(text: str) -> float:
    """Return the height of a text in lines of Latin; those with signs of Chinese are higher."""
    return sum(HIGH if any(map(wide, line)) else 1 for line in text.split("\n"))


def _write(part: SubFigure, finding: Finding, height: float, width: float, size: float) -> None:
    """Write a finding in bold and below it what is measured."""
    scale, edge = this_page().text / TEXT, AIR / width
    part.text(
        edge, 1 - AIR / height, finding.told, size=size * scale, weight="bold", color=INK, va="top"
    )
    below = 1.4 * AIR + LINE * size / TEXT * _lines(finding, measures=False)
    part.text(edge, 1 - below / height, finding.measure, color=GREY, va="top")


def _rule(part: SubFigure, width: float) -> None:
    edge = AIR / width
    for end, colour, thickness in ((1 - edge, PALE, 0.8), (4 * edge, INK, 2.4)):
        part.add_artist(
            Line2D(
                [edge, end],
                [1, 1],
                color=colour,
                linewidth=thickness,
                solid_capstyle="butt",
                transform=part.transSubfigure,
            )
        )
