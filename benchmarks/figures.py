"""How fast figures are written for print, against bare `savefig` of the same figures and formats.

The figures are those that the notebooks save, of the whole study, drawn for one target. Each is
written both ways in turn in every language, and again; medians are summed over the languages.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch

import nbformat
from matplotlib.figure import Figure

from analysis.charts import chart
from analysis.charts.paper import drawn_for
from analysis.locale import languages
from analysis.places import NOTEBOOKS
from analysis.publish import save as publish
from analysis.publish.targets import find_target

TURNS = 2
BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
TARGET, WIDTH = "plos", 183  # takes the widths, heights and sizes of text of all our figures


class Given(NamedTuple):
    """A figure that a chart would save, with what it would give to `publish.save`."""

    figure: Figure
    name: str
    choices: dict


def main(spoken: Sequence[str] = (), books: Sequence[Path] = BOOKS, turns: int = TURNS) -> None:
    """Measure and print a line for each figure and one for all of them."""
    seconds: dict[str, list[tuple[float, float]]] = {}
    with TemporaryDirectory() as folder:
        for language in spoken or languages():
            print(f"language {language} ...", file=sys.stderr)
            for given in figures(language, books):
                both = _both_ways(given, Path(folder), turns)
                seconds.setdefault(given.name, []).append(both)
    sums = {
        name: [sum(each) for each in zip(*pairs, strict=True)] for name, pairs in seconds.items()
    }
    for name, (ours, bare) in sums.items():
        _print(name, ours, bare)
    _print("all", *(sum(each) for each in zip(*sums.values(), strict=True)))
    print(f"{'':20s}target: under 1.5")


def figures(language: str, books: Sequence[Path] = BOOKS) -> list[Given]:
    """Return the figures that the notebooks save in a language, drawn for the target."""
    found: list[Given] = []

    def record(figure: Figure, name: str, output: str, **choices: object) -> publish.Written:
        asked = {key: value for key, value in choices.items() if value is not None}
        found.append(Given(figure, name, {"target": TARGET} | asked))
        return publish.Written(output, [name])

    # What a notebook writes beside its figures goes elsewhere than into the project.
    with (
        TemporaryDirectory() as folder,
        patch.dict(os.environ, ATLAS_OUTPUT_ROOT=folder),
        drawn_for(TARGET, WIDTH),
        _instead_of_save(record),
    ):
        for path in books:
            _execute(path, language)
    return found


@contextmanager
def _instead_of_save(record: Callable[..., publish.Written]):
    """Let every chart, those of the explorer too, hand over what it would save."""
    before, chart.save = chart.save, record
    try:
        yield
    finally:
        chart.save = before


def _execute(path: Path, language: str) -> None:
    """Run the code of a notebook here, without what it shows."""
    names: dict[str, object] = {}
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code":
            with redirect_stdout(StringIO()):
                exec(cell.source, names)
            if "parameters" in cell.metadata.get("tags", []):
                names["language"] = language


def _both_ways(given: Given, folder: Path, times: int) -> tuple[float, float]:
    """Return the seconds that `save` takes, and those of bare `savefig` calls."""
    formats = list(given.choices.get("formats") or publish.PRINTED)
    dpi = find_target(given.choices["target"]).dpi

    def ours() -> None:
        publish.save(given.figure, given.name, folder / "ours", **given.choices)

    def bare() -> None:
        for each in formats:
            given.figure.savefig(folder / f"bare.{each}", dpi=dpi)

    turns = [(_seconds(ours), _seconds(bare)) for _ in range(times)]
    one, other = zip(*turns, strict=True)
    return median(one), median(other)


def _seconds(work: Callable[[], None]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _print(name: str, ours: float, bare: float) -> None:
    print(f"{name:20s}{ours:6.2f} s, {ours / bare:.2f} of savefig's {bare:.2f} s")
