"""How fast a study of a million statements is read and checked, against bare `pandas.read_csv`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from analysis.places import DATA

ROWS, DOCUMENTS = 1_000_000, 50_000
LOAD = "from analysis.study.load import load_study as read; paths = [sys.argv[1]]"
BARE = "from pandas import read_csv as read; from pathlib import Path; " + (
    "paths = sorted(Path(sys.argv[1]).glob('*.csv'))"
)
MEASURED = """
import sys
from benchmarks.peak import peak
from time import perf_counter
{}
start = perf_counter()
kept = [read(path) for path in paths]
print(perf_counter() - start, peak())
"""


def main(rows: int = ROWS, documents: int = DOCUMENTS) -> None:
    """Measure and print a line."""
    with tempfile.TemporaryDirectory() as folder:
        study = repeated(Path(folder) / "long-study", rows, documents)
        load, peak = _measured(LOAD, study)
        bare, _ = _measured(BARE, study)
    print(
        f"load_study of {rows:,} statements {load:6.2f} s, {load / bare:.2f} of pandas.read_csv's "
        f"{bare:.2f} s, {peak:.2f} GiB; target: under 5 s and 1.5 GiB"
    )


def repeated(folder: Path, rows: int, documents: int) -> Path:
    """Write the first study with its documents and statements repeated under new ids."""
    shutil.copytree(DATA / "kazakhstan-russia", folder)
    shutil.rmtree(folder / "codings", ignore_errors=True)
    paths = folder / "documents.csv", folder / "statements.csv"
    register, said = (pd.read_csv(path, dtype="str", keep_default_na=False) for path in paths)
    register = register.iloc[[place % len(register) for place in range(documents)]]
    ids = [f"D{number}" for number in range(100_000, 100_000 + documents)]
    urls = [f"https://example.org/{name}" for name in ids]
    register.assign(document_id=ids, url=urls).to_csv(paths[0], index=False, lineterminator="\n")
    said = said.iloc[[place % len(said) for place in range(rows)]]
    own = [ids[place * documents // rows] for place in range(rows)]
    numbers = [f"{name}-{place:07}" for place, name in enumerate(own)]
    texts = said["paraphrase_en"] + [f" {place}" for place in range(rows)]
    said = said.assign(statement_id=numbers, document_id=own, paraphrase_en=texts, act="")
    said.to_csv(paths[1], index=False, lineterminator="\n")
    _only_known(folder, ids[0])
    return folder


def _only_known(folder: Path, document: str) -> None:
    """Let the other tables rest on a document that is still there, a row a key, without a frame."""
    for name in ("frame", "frame_statements"):
        path = folder / f"{name}.csv"
        header = path.read_text(encoding="utf-8").partition("\n")[0]
        path.write_text(header + "\n", encoding="utf-8")
    for name in ("indicators", "routes", "projects"):
        path = folder / f"{name}.csv"
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        table = table.assign(document_id=document)
        keys = {"indicators": ["indicator", "period", "entity", "counterpart"]}
        table = table.drop_duplicates(keys.get(name, [*table][:1]))
        if "indicator_id" in table:
            table["indicator_id"] = [f"{document}-f{number:02}" for number in range(len(table))]
        table.to_csv(path, index=False, lineterminator="\n")


def _measured(code: str, study: Path) -> tuple[float, float]:
    """Return seconds and the peak of memory in GiB, in a process of its own."""
    command = [sys.executable, "-c", MEASURED.format(code), str(study)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1])
