"""Executes one notebook in a kernel of its own, through papermill, safely beside others.

Importing this module imports papermill, which takes about a second.
"""

import logging
import re
from pathlib import Path

import nbformat
import papermill
import zmq
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError

from analysis.files import FILES_TYPE
from analysis.runs.notebook import load, working_folder
from analysis.runs.sessions import Client, Session
from analysis.runs.streams import joined

ENGINE, KERNEL = "atlas", "python3"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": KERNEL},
    "language_info": {"name": "python"},
}
ADDED_BY_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}
WIDGET = "application/vnd.jupyter.widget-view+json"  # points into a kernel that has ended
NOISE, NO_TAGS = {"papermill", "execution"}, []  # papermill adds a list of tags to every cell
ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
STARTING = 300  # seconds within which a kernel must answer; a busy machine is no failure
READING = 1_000_000  # seconds to read what a cell has printed once it is done: all of it
KEEP_ALL = (  # a reader that falls behind slows the kernel down; else it would miss messages
    "get_ipython().kernel.iopub_thread.schedule(lambda: "
    f"get_ipython().kernel.iopub_thread.socket.setsockopt({int(zmq.XPUB_NODROP)}, 1))"
)

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())  # what goes wrong is told by the run, once


class ClientEngine(Engine):
    """The engine through which papermill lets the caller make the client, and so keep it."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, make_client, **unused):
        make_client(nb_man).execute()


papermill_engines.register(ENGINE, ClientEngine)


def execute(
    notebook: Path, parameters: dict[str, object], session: Session
) -> tuple[NotebookNode, str]:
    """Execute a notebook in its own folder, or in the project one that comes with the package.

    Returns the notebook as far as it got, without what would differ in another run, and the error
    that stopped it as "name: message", or "". Raises `KeyboardInterrupt` once the session is
    stopped.
    """
    source = executed = _load(notebook)
    client = None

    def make_client(nb_man: NotebookExecutionManager) -> Client:
        nonlocal executed, client
        executed = nb_man.nb
        client = _client(nb_man, source, working_folder(notebook), session)
        return client

    error = ""
    try:
        papermill.execute_notebook(
            source,
            None,
            parameters,
            engine_name=ENGINE,
            make_client=make_client,
            kernel_name=KERNEL,
            language="python",
            progress_bar=False,
        )
    except Exception as failure:
        if session.stopped.is_set():
            raise KeyboardInterrupt from None
        error = (client.overrun if client else "") or _told(failure)
    return _repeatable(executed), error


def _load(notebook: Path) -> NotebookNode:
    """Read a notebook; ids of cells are optional in old files, and papermill would draw them."""
    node = nbformat.from_dict(load(notebook) | {"nbformat": 4, "nbformat_minor": 5})
    taken = set()
    for index, cell in enumerate(node.cells):
        given = cell.get("id")
        if not isinstance(given, str) or not ID.fullmatch(given) or given in taken:
            cell.id = f"cell-{index}"
        taken.add(cell.id)
    return node


def _client(
    nb_man: NotebookExecutionManager, source: NotebookNode, folder: Path, session: Session
) -> Client:
    client = Client(
        nb_man,
        kernel_name=KERNEL,
        log=logger,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=[
            "--IPKernelApp.log_level=CRITICAL",
            f"--IPKernelApp.exec_lines={KEEP_ALL}",
        ],
        shutdown_kernel="immediate",
        startup_timeout=STARTING,
        iopub_timeout=READING,
        on_cell_error=_join,
    )
    client.session = session
    client.numbers = {cell.id: number for number, cell in enumerate(source.cells, 1)}
    return client


def _join(cell: NotebookNode, **_: object) -> None:
    cell.outputs = joined(cell.outputs)


def _told(failure: Exception) -> str:
    if isinstance(failure, PapermillExecutionError):
        text = f"{failure.ename}: {failure.evalue}"
    else:
        text = f"{type(failure).__name__}: {failure}"
    return text.strip().replace("\n", "\n    ")


def _repeatable(notebook: NotebookNode) -> NotebookNode:
    """Take out times, random and process ids, widgets and versions: equal runs, equal files."""
    for index, cell in enumerate(notebook.cells):
        if added := ADDED_BY_PAPERMILL.intersection(cell.metadata.get("tags", [])):
            cell.id = f"{added.pop()}-{index}"
        kept = {k: v for k, v in cell.metadata.items() if k not in NOISE and v != NO_TAGS}
        cell.metadata = NotebookNode(kept)
        if cell.cell_type == "code":
            _join(cell)
            _without_widgets(cell)
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def _without_widgets(cell: NotebookNode) -> None:
    """Leave of a widget the picture that stands for it, in one form."""
    if not any(WIDGET in output.get("data", {}) for output in cell.outputs):
        return
    for output in cell.outputs:
        output.get("data", {}).pop(WIDGET, None)
        if "image/png" in output.get("data", {}):
            output.data.pop("text/html", None)
    cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def files(notebook: NotebookNode) -> list[str]:
    """Return the files that an executed notebook says it wrote, as seen from its output folder."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    told = [output.get("data", {}).get(FILES_TYPE) or [] for output in outputs]
    return sorted({str(name) for names in told if isinstance(names, list) for name in names})
