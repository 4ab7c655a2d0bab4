"""How fast the notebooks run, against papermill called once for each of them.

Everything is measured in turns, several times, as whole processes; medians are printed.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from analysis.places import NOTEBOOKS, ROOT

TURNS = 3
BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))
ANALYSIS = [sys.executable, "-m", "analysis"]
PAPERMILL = [sys.executable, "-m", "papermill", "--no-progress-bar", "--kernel", "python3"]


def main(books: Sequence[Path] = BOOKS, turns: int = TURNS) -> None:
    """Measure and print a line for each target."""
    seconds = {"papermill": [], "cold": [], "nothing": [], "help": []}
    names = [str(path) for path in books]
    for turn in range(1, turns + 1):
        print(f"turn {turn} of {turns} ...", file=sys.stderr)
        with TemporaryDirectory() as folder:
            run = [*ANALYSIS, "run", *names, "--output", f"{folder}/run"]
            seconds["papermill"].append(_papermill_in_a_loop(books, Path(folder)))
            seconds["cold"].append(_seconds(run))
            seconds["nothing"].append(_seconds(run))
            seconds["help"].append(_seconds([*ANALYSIS, "--help"]))
    _print({name: median(values) for name, values in seconds.items()})


def _papermill_in_a_loop(books: Sequence[Path], folder: Path) -> float:
    (folder / "copies").mkdir()
    return sum(
        _seconds(
            [*PAPERMILL, str(path), f"{folder}/copies/{path.name}", "-p", "output", str(folder)]
        )
        for path in books
    )


def _seconds(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return perf_counter() - start


def _print(seconds: dict[str, float]) -> None:
    loop, cold = seconds["papermill"], seconds["cold"]
    print(f"all notebooks, cold   {cold:6.2f} s, {cold / loop:.2f} of papermill's {loop:.2f} s")
    print("                      target: at most 0.50")
    print(f"nothing to do         {seconds['nothing']:6.2f} s, target: under 0.50 s")
    print(f"--help                {seconds['help']:6.2f} s, target: under 0.30 s")
