"""Executes notebooks one after another in one new process, which imports everything once.

A kernel for each is what `analysis.runs` starts, and what nbval and the long tests do. The cells
are run by IPython as there: what a cell ends with is shown, and an error ends its notebook.
"""

import json
import subprocess
import sys

from analysis.places import ROOT
from analysis.runs.execute import _injected
from analysis.runs.jobs import Job

SCRIPT = """
import json, os, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
shell.enable_gui = lambda gui=None: None

def error_of(notebook, parameters):
    "Run the cells of a notebook, and return the error that stopped it, or an empty string."
    os.chdir(Path(notebook).parent)
    shell.reset(new_session=False)
    for cell in json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            done = shell.run_cell("".join(cell["source"]))
            if not done.success:
                return repr(done.error_before_exec or done.error_in_exec)
            if "parameters" in cell["metadata"].get("tags", []):
                shell.user_ns.update(parameters)
    return ""

errors = {name: error_of(*asked) for name, *asked in json.loads(sys.argv[1])}
Path(sys.argv[2]).write_text(json.dumps(errors))
"""


def failures(planned: list[Job]) -> list[str]:
    """Execute the notebooks of jobs as planned, and return what went wrong, a line a notebook."""
    output = planned[0].output
    output.mkdir(parents=True, exist_ok=True)
    asked = json.dumps([(job.name, str(job.notebook), _injected(job)) for job in planned])
    told = output.with_name(f"{output.name}-errors.json")
    subprocess.run(
        [sys.executable, "-c", SCRIPT, asked, str(told)], cwd=ROOT, check=True, capture_output=True
    )
    errors = json.loads(told.read_text(encoding="utf-8"))
    assert list(errors) == [job.name for job in planned]
    return [f"{name}: {error}" for name, error in errors.items() if error]
