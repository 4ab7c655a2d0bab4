"""How fast a discourse is followed through time, and actors are put on a line, as ratios."""

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

from analysis.measures.distances import distances
from analysis.measures.graded import answers, fit
from analysis.measures.segments import best_cuts, costs
from analysis.networks.arrays import count
from analysis.networks.slices import Slices
from analysis.networks.smoothed import smoothed
from analysis.study.load import load_study
from analysis.uncertainty.phases import phases

TURNS, POINTS, SLICES, NODES, DRAWS = 5, 500, 500, 200, 1_000
SIZE = (150, 350, 9_000)


def main(
    turns: int = TURNS,
    points: int = POINTS,
    slices: int = SLICES,
    nodes: int = NODES,
    draws: int = DRAWS,
    size: tuple[int, int, int] = SIZE,
) -> None:
    """Measure and print a line for each target."""
    study = load_study("kazakhstan-russia")
    counting = _seconds(turns, lambda: count(study, "speaker", duplicates="family"))
    for mode in ("two", "one"):
        ours = _seconds(turns, partial(smoothed, study, "speaker", times=points, mode=mode))
        told = f"{ours / counting:.1f} of a count ({counting:.2f} s); target: at most 3"
        print(f"smoothing at {points} points, {mode}-mode {ours:6.2f} s, {told}")
    course = _course(slices, nodes)
    for measure in ("cosine", "spectral"):
        ours = _seconds(1, partial(_cut, course, measure))
        print(f"phases of {slices} slices of {nodes} nodes, {measure} {ours:6.2f} s, under 5 s")
    ours = _seconds(1, lambda: phases(study, draws=draws))
    print(f"test of phases by quarters, {draws:,} draws {ours:6.2f} s, target: under 30 s")
    _positions(*size)


def _cut(course: Slices, measure: str) -> list[int]:
    return best_cuts(costs(distances(course, measure)), 8)[0]


def _course(slices: int, nodes: int) -> Slices:
    generator = np.random.default_rng(1)
    values = np.triu(generator.integers(-2, 3, (slices, nodes, nodes)).astype(float), 1)
    ids = pd.Index([f"n{place:03}" for place in range(nodes)])
    return Slices(
        values + values.transpose(0, 2, 1), pd.RangeIndex(slices), ids, ids, pd.DataFrame()
    )


def _positions(rows: int, columns: int, statements: int) -> None:
    generator = np.random.default_rng(1)
    places = (generator.integers(size, size=statements) for size in (rows, columns, 5))
    x = np.zeros((rows, columns, 5))
    np.add.at(x, tuple(places), 1)
    said, start = answers(x), generator.normal(size=rows)
    begin = perf_counter()
    whole = fit(said, rows, start)
    first = perf_counter() - begin
    drawn = said._replace(weight=said.weight * generator.poisson(1, len(said.weight)))
    again = _seconds(1, lambda: fit(drawn, rows, start, packed=whole.packed, close=1e-7))
    told = f"a draw of it {again:.2f} s; targets: under 60 s and 3 s"
    print(f"positions of {rows} rows and {columns} columns {first:6.2f} s, {told}")


def _seconds(turns: int, work: Callable[[], object]) -> float:
    taken = []
    for _ in range(turns):
        begin = perf_counter()
        work()
        taken.append(perf_counter() - begin)
    return median(taken)
