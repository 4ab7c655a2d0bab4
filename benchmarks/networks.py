"""How fast networks are made and drawn again, against NetworkX, textnets and bare NumPy."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import networkx as nx
import numpy as np
import pandas as pd
from networkx.algorithms import bipartite

from analysis.networks.arrays import Array, count
from analysis.networks.matrices import one_mode, one_mode_of, two_mode_of
from analysis.networks.sample import sample
from analysis.study.load import load_study
from analysis.uncertainty.bootstrap import bootstrap
from benchmarks.synthetic import statements

STATEMENTS = 200_000
SCALE = (-1, 1)
TURNS, DRAWS = 5, 1_000
PEER = Path(__file__).parent / "peers" / "textnets_projection.py"
WITH_TEXTNETS = [sys.executable, "-m", "uv", "run", "--quiet", "--no-project", "--with", "textnets"]


def main(rows: int = STATEMENTS, draws: int = DRAWS, turns: int = TURNS) -> None:
    """Measure and print a line for each target."""
    table = statements(rows)
    array = count(table)
    ours, whole, bare = _in_turns(
        turns,
        lambda: one_mode_of(array, scale=SCALE),
        lambda: one_mode(table, scale=SCALE),
        lambda: _bare(array),
    )
    print(f"congruence, {len(array.rows)} actors through {len(array.columns)} sectors")
    print(f"  from cells          {ours:6.2f} s; from {rows} statements {whole:.2f} s")
    print(f"  NumPy products      {bare:6.2f} s, {ours / bare:.2f} of it; target: at most 2")
    print(f"  networkx projection {_against(_networkx(two_mode_of(array)), ours, 200)}")
    textnets = _textnets(two_mode_of(array))
    told = "not measured: it could not be fetched" if textnets is None else ""
    print(f"  textnets projection {told or _against(textnets, ours, 20)}")
    print(f"bootstrap, {draws:,} draws{_bootstrap(draws, turns):6.2f} s, target: under 2 s")


def _against(theirs: float, ours: float, target: int) -> str:
    return f"{theirs:6.2f} s, {theirs / ours:.0f} times ours; target: at least {target}"


def _bare(array: Array) -> np.ndarray:
    """Return what any implementation must compute: the products and nothing else."""
    rows, columns, levels = array.x.shape
    weights = 1 - np.abs(np.subtract.outer(array.levels, array.levels)) / 2
    flat = (rows, columns * levels)
    return array.x.reshape(flat) @ (array.x @ weights).reshape(flat).T


def _networkx(counts: pd.DataFrame) -> float:
    network = nx.Graph()
    network.add_nodes_from(counts.index)
    present = counts.stack()
    network.add_edges_from(present.index[present > 0])
    return _seconds(lambda: bipartite.weighted_projected_graph(network, counts.index))


def _textnets(counts: pd.DataFrame) -> float | None:
    """Return the seconds of textnets, or None where it cannot be had."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "counts.parquet"
        counts.to_parquet(path)
        command = [*WITH_TEXTNETS, "python", str(PEER), str(path)]
        result = subprocess.run(command, capture_output=True, text=True)
    return float(result.stdout) if result.returncode == 0 else None


def _bootstrap(draws: int, turns: int) -> float:
    study = load_study("kazakhstan-russia")
    [seconds] = _in_turns(turns, lambda: bootstrap(sample(study), one_mode_of, draws=draws))
    return seconds


def _in_turns(turns: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each, all measured one after the other in every turn."""
    found = [[_seconds(work) for work in works] for _ in range(turns)]
    return [median(seconds) for seconds in zip(*found, strict=True)]


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
