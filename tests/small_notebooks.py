"""Tiny notebooks and studies to run, and what tests of runs look at."""

import time

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.publish.save import FILES_TYPE

PARAMETERS = 'output: str = "figures"\nseed: int = 1\nthreshold: float = 0.5'
SAVE = f"""\
from pathlib import Path
from IPython.display import display
Path(output, "drawing.csv").write_text(str(seed))
display({{{FILES_TYPE!r}: ["drawing.csv"]}}, raw=True)"""


def notebook(path, *cells, parameters=PARAMETERS):
    """Write a notebook with a title, a `parameters` cell and further code cells."""
    head = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [new_markdown_cell("# Title"), head, *map(new_code_cell, cells)]
    for number, cell in enumerate(cells):
        cell.id = f"id-{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells), path)
    return path


def study(folder):
    """Make a folder that counts as a study."""
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text("{}")
    (folder / "statements.csv").write_text("statement_id\n")
    return folder


def tree(folder):
    """Return every file below a folder, with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def wait_until(condition, process=None):
    """Wait until something is so, as long as a busy machine needs and the process lives."""
    while not condition():
        assert process is None or process.poll() is None, "the process has ended"
        time.sleep(0.05)
