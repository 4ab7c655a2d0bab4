"""How fast a study is read and checked, against the public validator of data packages."""

import subprocess
import sys
from statistics import median
from time import perf_counter

from analysis.places import DATA, ROOT
from analysis.study.load import load_study

STUDY = "kazakhstan-russia"
TURNS = 5


def main(turns: int = TURNS) -> None:
    """Measure and print a line for each target."""
    load_study(STUDY)  # imports are not what is measured
    load = median(_seconds(lambda: load_study(STUDY)) for _ in range(turns))
    check = median(_process([sys.executable, "-m", "analysis", "check"]) for _ in range(turns))
    package = str(DATA / STUDY / "datapackage.json")
    public = median(
        _process([sys.executable, "-m", "frictionless", "validate", package])
        for _ in range(min(turns, 3))
    )
    print(f"load_study            {load:6.2f} s, target: under 0.30 s")
    print(
        f"check, whole process  {check:6.2f} s, {check / public:.2f} of frictionless validate's "
        f"{public:.2f} s; target: under 2 s"
    )


def _seconds(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _process(command: list[str]) -> float:
    return _seconds(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))
