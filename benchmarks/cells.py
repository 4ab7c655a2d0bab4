"""How fast cells are counted from Parquet, against the same GROUP BY in bare DuckDB.

Each measurement is a process of its own, so that its greatest use of memory can be read.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.synthetic import parquet

TURNS = 5
SIZES = (10_000_000, int(os.environ.get("ATLAS_BENCHMARK_ROWS", 0)))
OURS = """from analysis.networks.cells import cells
work = lambda: cells(path, 'actor', 'sector', 'stance')"""
BARE = """import duckdb
work = lambda: duckdb.sql(f"select actor, sector, stance, count(*) from '{path}' "
    "where actor <> '' and sector <> '' and stance is not null group by all order by all").df()"""
MEASURE = """import sys, time
from benchmarks.peak import peak
path = sys.argv[1]
{what}
work()  # imports and first use are not what is measured
start = time.perf_counter()
work()
print(time.perf_counter() - start, peak())"""


def main(sizes: Sequence[int] = SIZES, turns: int = TURNS) -> None:
    """Measure and print a line for each size; ATLAS_BENCHMARK_ROWS=100000000 adds the largest."""
    for rows in [size for size in sizes if size]:
        with TemporaryDirectory() as folder:
            path = parquet(rows, Path(folder) / "statements.parquet")
            times = turns if rows == sizes[0] else 1
            pairs = [(_measured(OURS, path), _measured(BARE, path)) for _ in range(times)]
        ours, bare = (median(pair[side][0] for pair in pairs) for side in (0, 1))
        memory = max(pair[0][1] for pair in pairs)
        bound = ", target: under 1" if rows == sizes[0] else ""
        print(
            f"cells of {rows / 1e6:g} million  {ours:6.2f} s, {ours / bare:.2f} of DuckDB's "
            f"{bare:.2f} s; target: at most 1.15; {memory:.2f} GiB{bound}"
        )


def _measured(what: str, path: Path) -> tuple[float, float]:
    """Return seconds and GiB."""
    command = [sys.executable, "-c", MEASURE.format(what=what), str(path)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = result.stdout.split()[-2:]  # DuckDB may print how far it is
    return float(seconds), float(memory)
