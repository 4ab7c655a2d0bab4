"""Drives a JupyterLab of a test's own in a browser: opens a notebook, runs it, saves it."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

import nbformat

from analysis.places import ROOT

PATIENCE = 600  # seconds; a busy machine is no failure
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a route would turn the cache off
]
POLLING = 100  # ms between two looks; at each frame, looking is the most that a page does


class Lab(NamedTuple):
    """A running JupyterLab: its address, and the folder that it shows."""

    url: str
    root: Path


def start_lab(folder: Path) -> tuple[subprocess.Popen, Lab]:
    """Start a JupyterLab whose files, settings and kernels all stay in `folder`."""
    root, home = folder / "root", folder / "home"
    root.mkdir(parents=True)
    config = home / "config" / "labconfig" / "page_config.json"
    config.parent.mkdir(parents=True)
    news = "@jupyterlab/apputils-extension:announcements"
    config.write_text(json.dumps({"disabledExtensions": {news: True}}), encoding="utf-8")
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "IPYTHONDIR": "ipython",
        "JUPYTER_RUNTIME_DIR": "run",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    own = {name: str(home / place) for name, place in places.items()}
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--port=0",
        "--ip=127.0.0.1",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={root}",
        "--expose-app-in-browser",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=root,
            stdout=log,
            stderr=log,
            env=os.environ | own | {"PYTHONPATH": str(ROOT)},
        )
    return process, Lab(_address(process, home / "run", folder / "log"), root)


def write_notebook(path: Path, *cells: str) -> Path:
    """Write a notebook of code cells."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    named = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    book.metadata |= {"kernelspec": named, "language_info": {"name": "python"}}
    nbformat.write(book, path)
    return path


def open_notebook(page, lab: Lab, path: Path) -> None:
    """Open a notebook of the lab's folder alone, in the kernel that it had, if any.

    A page that shows the lab is not loaded anew, which takes longer than most tests.
    """
    if not page.evaluate("Boolean(window.jupyterapp)"):
        load_notebook(page, lab, path)
        return
    page.evaluate("[...jupyterapp.shell.widgets('main')].forEach((each) => each.dispose())")
    command(page, "docmanager:open", path=path.relative_to(lab.root).as_posix())
    _wait_for_kernel(page)


def load_notebook(page, lab: Lab, path: Path) -> None:
    """Load the lab with a notebook of its folder, as a reader does who opens its address."""
    page.goto(f"{lab.url}lab/tree/{path.relative_to(lab.root).as_posix()}?reset")
    _wait_for_kernel(page)


def _wait_for_kernel(page) -> None:
    """Wait until the kernel of the notebook in front is idle."""
    # the lab calls a kernel idle before there is one, and would ask which one to start
    page.wait_for_function(
        """() => {
            const context = window.jupyterapp?.shell.currentWidget?.context?.sessionContext;
            const kernel = context?.isReady && context.session?.kernel;
            return kernel && kernel.connectionStatus === "connected" && kernel.status === "idle";
        }""",
        polling=POLLING,
    )


def run_all(page) -> None:
    """Run every cell, and wait until the last one is done."""
    command(page, "notebook:run-all-cells")


def save_notebook(page) -> None:
    """Save the notebook in front."""
    command(page, "docmanager:save")


def set_theme(page, name: str) -> None:
    """Show the lab in a theme, "JupyterLab Light" or "JupyterLab Dark"."""
    command(page, "apputils:change-theme", theme=name)
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")


def command(page, name: str, **arguments: object) -> None:
    """Do one of JupyterLab's commands, and wait until it is done."""
    page.evaluate(
        """([name, arguments]) => {
            window.done = false;
            const say = (told) => () => { window.done = told; };
            window.jupyterapp.commands.execute(name, arguments).then(say("done"), say("failed"));
        }""",
        [name, arguments],
    )
    done = page.wait_for_function("window.done", polling=POLLING)  # has a limit, the above none
    told = done.json_value()
    assert told == "done", f"{name} {told}"


def _address(process: subprocess.Popen, run: Path, log: Path) -> str:
    told, end = run / f"jpserver-{process.pid}.json", time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            url = json.loads(told.read_text(encoding="utf-8"))["url"]
            urllib.request.urlopen(f"{url}api", timeout=5).close()
            return url
        except (OSError, ValueError):  # not there yet, or written in part
            time.sleep(0.1)
    process.terminate()
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-3000:]}")
