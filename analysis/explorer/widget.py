"""The explorer as a widget: choices come from the page, pictures go to it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import anywidget
import pandas as pd
import traitlets
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.errors import InputError, counted
from analysis.explorer import bundle
from analysis.explorer.chosen import Choices, contradictions, plain, read_choices
from analysis.explorer.exports import NAME, VIEW, chart, free, there, write, write_view
from analysis.explorer.options import in_words, is_graph, options, tried
from analysis.explorer.phrases import words
from analysis.explorer.record import codes, record
from analysis.explorer.statements import asks, sought, told
from analysis.explorer.still import WIDGET, still_forms
from analysis.explorer.sure import sure
from analysis.explorer.two_periods import without_dates
from analysis.explorer.view import Times, order_of, picture, ties, times_in
from analysis.explorer.views import open_view, remove_view, rename_view, views_of
from analysis.files import FILES_TYPE
from analysis.publish.captions import markdown
from analysis.publish.figure_names import name_problems
from analysis.publish.save import Written
from analysis.study.load import Study, load_study, stamp

STILL = 40  # nodes a side


class Explorer(anywidget.AnyWidget):
    """The network of a study, to be filtered, read and saved; made by `opening.explore`."""

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
    edition = traitlets.Int().tag(sync=True)
    """Another one tells a page that asks for statements to forget those that it has."""
    views = traitlets.List().tag(sync=True)
    notes = traitlets.List().tag(sync=True)

    def __init__(self, study: Study, shown: Choices, output: str | Path) -> None:
        super().__init__()
        self._study, self._stamp, self._output = study, stamp(study), output
        self.options = options(study) | {"still": self.model_id, "asks": asks(study)}
        self._seen, self._shown = study, shown  # what the picture is of
        self._wrong: list[str] = []  # of choices that are not shown
        self.views = views_of(study)
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
                if wrong := contradictions(shown):
                    raise InputError(wrong)
                same = replace(shown, pale=self._shown.pale) == self._shown
                if not same or self._seen is not self._study:
                    self.picture = picture(self._study, shown, self._order, self._times(shown))
                self._seen, self._shown, self._wrong = self._study, shown, []
            except InputError as error:
                self._wrong = error.problems
            self.problems = in_words(self._wrong, self._shown.language)
            if before[0] is not self._seen or before[1] != self._shown.language:
                self._speak()

    def _times(self, shown: Choices) -> Times | None:
        """Return what is known by year and month of choices that differ in their dates alone."""
        alike = without_dates(shown) == without_dates(self._shown)
        return times_in(self.picture) if alike and self._seen is self._study else None

    def _speak(self) -> None:
        language = self._shown.language
        self.words = words(language, states=bool(self._study.states), graph=is_graph(self._study))
        self.codes = codes(self._study, language)
        self.record = {} if self.options["asks"] else record(self._seen, language)
        self.edition += 1

    def _choose(self, change: dict) -> None:
        self.notes = []
        self._show(change["new"])
        self.send({"answered": True})

    def _asked(self, _: object, message: dict, __: object) -> None:
        """Answer a message of the page: `look`, `reload` or `write`."""
        match message:
            case {"do": "look"}:
                self.stale = stamp(self._study) != self._stamp
                self.views = views_of(self._study)
            case {"do": "reload"}:
                self._reload()
            case {"do": "tell", "ids": list(ids)}:
                self.send({"told": told(self._seen, ids, self._shown.language)})
            case {"do": "find", "text": str(text), "ids": list(ids)}:
                self.send({"found": sought(self._seen, text, ids, self._shown.language)})
            case {"do": "sure", "of": of}:
                self.send({"sure": self._sure(), "of": of})
            case {"do": "open", "name": str(name)}:
                self._open(name)
            case {"do": "remove", "name": str(name)}:
                self._tend(partial(remove_view, self._study, name))
            case {"do": "rename", "name": str(name), "to": str(new)}:
                self._tend(partial(rename_view, self._study, name, new))
            case {"do": "write", "what": what, "target": target, "name": name, **more}:
                self._write(what, target, name, replace=more.get("replace") is True)

    def _sure(self) -> list[dict[str, dict]]:
        periods = [each for each in (self.picture, self.picture["then"]) if each]
        return sure(self._seen, self._shown, [each["edges"] for each in periods])

    def _open(self, name: str) -> None:
        """Show a view that is kept with the study, and tell what of it is gone."""
        try:
            shown, gone = open_view(self._study, name, self._shown.language)
        except InputError as error:
            self.views, self.notes = views_of(self._study), []
            self.problems = in_words(error.problems, self._shown.language)
            return
        before = self.choices
        self.choices = plain(shown)
        if self.choices == before:  # it may have been told of another
            self._show(before)
        self.notes = gone

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

    def _write(self, what: str, target: str, name: str, *, replace: bool) -> None:
        """Write a part of the view, unless that replaces files of which nobody was told."""
        if self._wrong:
            self.send({"refused": self.problems})
            return
        if not self.picture["edges"] and what in ("figure", "statements", "network"):
            self.send({"refused": [self.words["empty"]]})
            return

        def act() -> None:
            known = not (replace or name_problems(name)) and isinstance(what, str)
            old = there(what, self._study, self._output, name) if known else []
            if old:
                self.send({"taken": old, "free": free(what, self._study, self._output, name)})
                return
            written = self.save(what, target, name)
            self.views = views_of(self._study)
            self.send({"written": {"folder": written.folder, "files": written.files}})

        if refused := tried(act, self._shown.language):
            self.send({"refused": refused})

    def _tend(self, act: Callable[[], None]) -> None:
        """Change which views are kept with the study, and tell the page why it could not be."""
        refused = tried(act, self._shown.language)
        self.views = views_of(self._study)
        self.send({"tended": refused})

    def save(self, what: str, target: str = "", name: str = NAME) -> Written:
        """Write the view as `figure`, `parameters`, `statements` or `network` under a name.

        As a `view` it is kept with the study, in its folder `views`. A figure is written as for a
        report, or for a `target` of `publish.targets`. Raises `InputError` for what is none of
        them, a name that is none, choices that contradict one another, an empty view, and what
        the exporter refuses.
        """
        if self._wrong:  # what is shown is not what was chosen
            raise InputError(self._wrong)
        if what == VIEW:
            return write_view(self._seen, self._shown, name)
        return write(what, self._seen, self._shown, self._output, target, name)

    def keep(self) -> None:
        """Write the view as parameters and, unless it is empty, as a figure; show its caption."""
        from IPython.display import display

        kept = self.save("figure") if self.picture["edges"] else Written("", [])
        kept = self.save("parameters") + kept if self._study.folder else kept
        words = self.chart.caption
        forms = {"text/markdown": markdown(words), "text/plain": words, FILES_TYPE: kept.files}
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

    def _ipython_display_(self) -> None:
        """Show the widget and, where no kernel answers, the still picture with its caption."""
        from IPython.display import display

        view, *_ = self._repr_mimebundle_()
        display({WIDGET: view[WIDGET]}, raw=True)
        display(still_forms(self._still(), self.model_id), raw=True)
