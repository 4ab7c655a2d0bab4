"""The explorer as a widget: choices come from the page, pictures go to it."""

from dataclasses import replace
from pathlib import Path

import anywidget
import pandas as pd
import traitlets
from matplotlib.figure import Figure

from analysis.charts.chart import Chart, picture_of
from analysis.errors import InputError, counted
from analysis.explorer import bundle
from analysis.explorer.exports import chart, write
from analysis.explorer.phrases import words
from analysis.explorer.record import codes, needless, record, rules_of
from analysis.explorer.view import (
    AGGREGATIONS,
    Choices,
    order_of,
    picture,
    plain,
    read_choices,
    ties,
)
from analysis.files import FILES_TYPE
from analysis.locale import own_names
from analysis.publish.captions import markdown
from analysis.publish.save import Written
from analysis.publish.targets import TARGETS
from analysis.study.load import Study, load_study, stamp
from analysis.study.selection import QUALITIES

OPTIONS = {
    "quality": list(reversed(QUALITIES)),
    "aggregation": list(AGGREGATIONS),
    "target": ["", *TARGETS],
}
"""What the page offers to choose from, beside the codes of the study."""

STILL = 40  # nodes a side


def _options(study: Study) -> dict[str, object]:
    """Return what the page offers for a study: rules for what it has."""
    return OPTIONS | {"duplicates": rules_of(study), "language": own_names()}


class Explorer(anywidget.AnyWidget):
    """The network of a study, to be filtered, read and saved; made by `explore`."""

    _esm = bundle.script()
    _css = bundle.style()

    choices = traitlets.Dict().tag(sync=True)
    picture = traitlets.Dict().tag(sync=True)
    record = traitlets.Dict().tag(sync=True)
    codes = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    problems = traitlets.List().tag(sync=True)
    stale = traitlets.Bool(False).tag(sync=True)

    def __init__(self, study: Study, shown: Choices, output: str | Path) -> None:
        super().__init__()
        self._study, self._stamp, self._output = study, stamp(study), output
        self.options = _options(study) | {"without": needless(study)}
        self._seen, self._shown = study, shown  # what the picture is of
        self.picture = picture(study, shown)
        self._order = order_of(self.picture)  # nodes stay where they are when the filters change
        self._speak()
        self.choices = plain(shown)
        self.observe(self._choose, "choices")
        self.on_msg(self._asked)

    def _show(self, given: dict[str, object]) -> None:
        """Draw choices; wrong ones are told, and what was shown stays."""
        before = self._seen, self._shown.language
        with self.hold_sync():  # a picture and the record of its statements arrive together
            try:
                shown = read_choices(given)
                self.picture = picture(self._study, shown, self._order)
                self._seen, self._shown, self.problems = self._study, shown, []
            except InputError as error:
                self.problems = error.problems
            if before[0] is not self._seen or before[1] != self._shown.language:
                self._speak()

    def _speak(self) -> None:
        language = self._shown.language
        self.words = words(language, states=bool(self._study.states))
        self.codes = codes(self._study, language)
        self.record = record(self._seen, language)

    def _choose(self, change: dict) -> None:
        self._show(change["new"])
        self.send({"answered": True})

    def _asked(self, _: object, message: dict, __: object) -> None:
        """Answer a message of the page: `look`, `reload` or `write`."""
        match message:
            case {"do": "look"}:
                self.stale = stamp(self._study) != self._stamp
            case {"do": "reload"}:
                self._reload()
            case {"do": "write", "what": what, "target": target}:
                self._write(what, target)

    def _reload(self) -> None:
        """Read the study again; one that is being edited is told, and the one before stays."""
        if self._study.folder is None:  # it was made in memory, and has nothing to be read again
            return
        now = stamp(self._study)
        try:
            self._study = load_study(self._study.folder)
        except InputError as error:
            self.problems = error.problems
            return
        self._stamp, self.stale = now, False
        self.codes = codes(self._study, self._shown.language)
        self._show(plain(self._shown))

    def _write(self, what: str, target: str) -> None:
        try:
            self.send({"written": self.save(what, target).paths})
        except InputError as error:
            self.send({"refused": error.problems})
        except OSError as error:
            self.send({"refused": [f"{error.filename or self._output}: {error.strerror}"]})

    def save(self, what: str, target: str = "") -> Written:
        """Write the view as `figure`, `parameters`, `statements` or `network`.

        A figure is written as for a report, or for a `target` of `publish.targets`. Raises
        `InputError` for what is none of them, an empty view, and what the exporter refuses.
        """
        return write(what, self._seen, self._shown, self._output, target)

    def keep(self) -> None:
        """Write the view as parameters and, unless it is empty, as a figure; show its caption."""
        from IPython.display import display

        kept = self.save("figure") if self.picture["edges"] else Written("", [])
        kept = self.save("parameters") + kept if self._study.folder else kept
        told = self.chart.caption
        forms = {"text/markdown": markdown(told), "text/plain": told, FILES_TYPE: kept.files}
        display(forms, raw=True)

    @property
    def chart(self) -> Chart:
        """The view as a chart."""
        return chart(self._seen, self._shown)

    @property
    def ties(self) -> pd.DataFrame:
        """The ties of the picture, the heaviest first, a line each."""
        return ties(self.picture)

    def still(self) -> Figure:
        """Return the picture that stands for the widget where there is no browser.

        It shows no more nodes a side than `STILL`: more would take long and not be read.
        """
        return self._still().draw()

    def _still(self) -> Chart:
        return chart(self._seen, replace(self._shown, most=min(self._shown.most, STILL)))

    def __repr__(self) -> str:
        counts = self.picture["counts"]
        statements = counted(counts["statements"], "statement")
        return f"<Explorer of {self._seen.name}: {statements}, {counted(counts['nodes'], 'node')}>"

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, object]:
        """Return the widget, and the still picture for readers that run no widgets."""
        data, *_ = super()._repr_mimebundle_(**kwargs)
        still = self._still()
        return data | {"image/png": picture_of(still.draw()), "text/plain": still.words.alt}


def explore(
    study: str | Path | Study, output: str | Path = "explored", **choices: object
) -> Explorer:
    """Return a widget that shows the network of a study, to be filtered and read in JupyterLab.

    `study` is a name in `data/`, a path, or a study that was loaded. A click on a node or a tie
    lists its statements, each with its source. What is saved from it goes to the folder `output`; a
    relative one stands in the project. `choices` are those of `explorer.view.Choices`, to begin
    with. Raises `InputError` for a study or a choice that is none.

    >>> from analysis import select
    >>> explore(select(load_study("kazakhstan-russia"), documents=["D012"]))
    <Explorer of kazakhstan-russia: 5 statements, 5 nodes>
    """
    loaded = study if isinstance(study, Study) else load_study(study)
    return Explorer(loaded, read_choices(choices), output)
