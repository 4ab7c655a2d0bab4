"""A chart as one object: its table, its words, and how it is drawn."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from io import BytesIO
from pathlib import Path
from typing import ParamSpec

import matplotlib.style
import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from analysis.charts.borrowed import borrowed
from analysis.charts.canvas import in_house_style, stamped, told_alone
from analysis.charts.counting import uncounted, ungrouped
from analysis.charts.paper import drawn_for
from analysis.errors import InputError
from analysis.files import EXAMPLE_TYPE, FILES_TYPE
from analysis.labels import translator
from analysis.locale.stances import worded_for
from analysis.networks.statements import Source, record_of, statements_in
from analysis.publish.captions import markdown
from analysis.publish.formats import STYLE
from analysis.publish.save import Written, save
from analysis.publish.sidecar import caption
from analysis.publish.withdraw import withdraw
from analysis.publish.words import Words
from analysis.study.load import Study

P = ParamSpec("P")

SHOWN_DPI = 110  # of the picture that a notebook shows
SHOWN_COLOURS = 64  # enough for flat colours, and a quarter of the bytes


@dataclass(frozen=True, repr=False)
class Chart:
    """A figure before it is drawn, which a notebook shows and `save` writes.

    `table` holds its numbers, `study` the statements behind them, or None where they are a plain
    table, of which no document is known; `documents` are the ids of the
    documents behind it where these are not those of the statements. `draw_table`, `find_table` and
    `describe_table` take the table, the language and `more`; the second returns what the chart
    shows in a sentence or two, the third its caption and alt text. With an empty table, the chart
    says `empty`, by default that no statement was selected; it `lacks` something when the study has
    not what the figure would need. `beside` tells what the frame of the study shows alone, where it
    has one. A chart `of_stances` counts statements that have one, and says how many have none; one
    `of_families` says what they are where no documents are known.
    """

    title: str
    table: pd.DataFrame
    draw_table: Callable[..., Figure]
    find_table: Callable[..., str]
    describe_table: Callable[..., tuple[str, str]]
    study: Study | None
    language: str
    more: tuple = ()
    documents: tuple[str, ...] | None = None
    seed: int | None = None
    empty: str = ""
    example: bool = False
    beside: Callable[[], str] | None = None
    lacks: bool = False
    of_stances: bool = False
    of_families: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.study, Study):  # of a plain table no source can be told
            object.__setattr__(self, "study", None)

    @cached_property
    def words(self) -> Words:
        """The title, the caption and the alt text."""
        if self.table.empty:
            return Words(self.language, self.title, self._nothing, self._nothing)
        with in_words_of(self.study):
            told = self.describe_table(self.table, self.language, *self.more)
        caption, alt = map(one_stop, told)
        note = borrowed(self.study, self.language, [self.table, self.title, caption, alt])
        left_out = uncounted(self.study, self.language) if self.of_stances else ""
        alone = ungrouped(self.study, self.language) if self.of_families else ""
        told = [self._stamp, caption, left_out, alone, note]
        return Words(self.language, self.title, " ".join(filter(None, told)), alt)

    @cached_property
    def finding(self) -> str:
        """What the chart shows, in a sentence or two made from its table."""
        if self.table.empty:
            return self._nothing
        with in_words_of(self.study):
            told = one_stop(self.find_table(self.table, self.language, *self.more))
        return f"{self._stamp} {told}".strip()

    @property
    def caption(self) -> str:
        """The caption, with the line of its sources."""
        if self.table.empty:  # nothing is drawn that rests on them
            return self.words.caption
        return caption(self.words, self.study, self.documents)

    def draw(self, *, target: str | None = None, width: float | None = None) -> Figure:
        """Return the Matplotlib figure, 183 mm wide or for a target of `publish.targets`.

        Raises `InputError` for an unknown target, a width in mm that it does not take or without a
        target, and a picture that is too high for it.
        """
        if target is None and width is not None:
            raise InputError("width: given without a target; expected both, or neither")
        with drawn_for(target, width) if target else nullcontext():
            return in_house_style(self._drawn, self.language)

    def save(
        self,
        name: str,
        output: str | Path,
        *,
        target: str | None = None,
        width: float | None = None,
        formats: Iterable[str] | None = None,
    ) -> "Saved":
        """Write the chart with its numbers, caption, sources and hashes, as `publish.save` does.

        An empty chart, and one of an example, writes no file: what an earlier one of this study
        left there under the name is taken away, so that no old figure passes for a new one.
        """
        figure = self.draw(target=target, width=width)
        if self.table.empty or self.example:
            return Saved(self, figure, withdraw(name, output, self.study))
        written = save(
            figure,
            name,
            output,
            table=self.table,
            words=self.words,
            study=self.study,
            documents=self.documents,
            seed=self.seed,
            target=target,
            formats=formats,
        )
        return Saved(self, figure, written)

    def _drawn(self) -> Figure:
        if self.table.empty:
            return told_alone(self._nothing)
        with in_words_of(self.study):
            figure = self.draw_table(self.table, self.language, *self.more)
        if self.example:
            stamped(figure, self._stamp)
        return figure

    @property
    def _stamp(self) -> str:
        t = translator(self.language)
        return t("Made-up example: these events never happened.") if self.example else ""

    @property
    def _nothing(self) -> str:
        t = translator(self.language)
        return self.empty or t("No statement meets this selection.")

    def _ipython_display_(self) -> None:
        _show(self, None if self.table.empty else self.draw(), {})


def marked(**marks: bool) -> Callable[[Callable[P, Chart]], Callable[P, Chart]]:
    """Give marks such as `of_stances` to each chart that a function makes."""

    def around(make: Callable[P, Chart]) -> Callable[P, Chart]:
        @wraps(make)
        def chart(*args: P.args, **kwargs: P.kwargs) -> Chart:
            return replace(make(*args, **kwargs), **marks)

        return chart

    return around


def in_words_of(source: object) -> AbstractContextManager[None]:
    """Tell of stances as a source has them; of a plain table no two states are known."""
    return worded_for(isinstance(source, Study) and bool(source.states))


def one_stop(text: str) -> str:
    """Return a text in which a name that ends in a full stop ends its sentence once.

    >>> one_stop("Made by Oil Inc.. Sold by Gas Ltd..."), one_stop("Made by Oil Inc..")
    ('Made by Oil Inc. Sold by Gas Ltd...', 'Made by Oil Inc.')
    """
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)


def none_of(source: Source, text: str) -> str:
    """Return what an empty chart says when there are statements, but none to be shown."""
    return text if len(statements_in(record_of(source))) else ""


def named_documents(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the documents that a table names in its columns `document_id`."""
    named = table.filter(like="document_id").stack()
    return tuple(sorted(set(named.dropna())))


def findings(*charts: Chart) -> None:
    """Show in a notebook what charts find, for its top: a line each, and one of the frame alone.

    What a study lacks is no finding: it is told only where no chart finds anything.
    """
    found = [chart for chart in charts if not chart.lacks] or charts
    told = [line for chart in found for line in (chart.finding, chart.beside and chart.beside())]
    more = {EXAMPLE_TYPE: True} if any(chart.example for chart in charts) else {}
    _say([line for line in dict.fromkeys(told) if line], "- {}", more)


@dataclass(frozen=True, repr=False)
class Saved:
    """A chart with the files that were written of it, none of an empty one; a notebook shows it."""

    chart: Chart
    figure: Figure
    written: Written

    @property
    def paths(self) -> list[str]:
        """The files with their folder."""
        return self.written.paths

    def _ipython_display_(self) -> None:
        empty = self.chart.table.empty
        _show(self.chart, None if empty else self.figure, {FILES_TYPE: self.written.files})


def _show(chart: Chart, figure: Figure | None, more: dict[str, object]) -> None:
    """Show in a notebook what is found, the picture, and the caption with its sources.

    Of an empty chart, which has no figure, it is one line: what there is none of.
    """
    from IPython.display import display

    if figure is None:
        _say([chart.finding], "{}")
        return
    mark: dict[str, object] = {EXAMPLE_TYPE: True} if chart.example else {}
    _say([chart.finding], "**{}**", mark)
    shown = {"image/png": picture_of(figure), "text/plain": chart.words.alt} | more | mark
    display(shown, raw=True)
    _say([chart.caption], "{}", mark)


def _say(lines: list[str], form: str, more: Mapping[str, object] | None = None) -> None:
    from IPython.display import display

    marked = "\n".join(form.format(markdown(line)) for line in lines)
    display({"text/markdown": marked, "text/plain": "\n".join(lines)} | (more or {}), raw=True)


def picture_of(figure: Figure) -> str:
    """Return the figure as a PNG of few colours, in base 64."""
    with matplotlib.style.context(STYLE):
        figure.savefig(whole := BytesIO(), format="png", dpi=SHOWN_DPI)
    few = Image.open(whole).convert("RGB").quantize(SHOWN_COLOURS)
    few.save(small := BytesIO(), format="png", optimize=True)
    return b64encode(small.getvalue()).decode()
