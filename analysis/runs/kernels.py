"""Executes one notebook in a kernel of its own, through papermill, safely beside others.

Importing this module imports papermill, which takes about a second.
"""

import logging
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

import nbformat
import papermill
from nbclient.util import run_sync
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError

from analysis.files import FILES_TYPE

ENGINE, KERNEL = "atlas", "python3"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": KERNEL},
    "language_info": {"name": "python"},
}
ADDED_BY_PAPERMILL = {"injected-parameters", "papermill-error-cell-tag"}
WIDGET = "application/vnd.jupyter.widget-view+json"  # points into a kernel that has ended
NOISE, NO_TAGS = {"papermill", "execution"}, []  # papermill adds a list of tags to every cell
TEMPORARY_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")  # in warnings
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())  # what goes wrong is told by the run, once


@dataclass(frozen=True)
class Session:
    """What the kernels of one run share, so that they take turns to launch and stop together."""

    launching: Lock = field(default_factory=Lock)
    stopped: Event = field(default_factory=Event)
    clients: set["Client"] = field(default_factory=set)

    def stop(self) -> None:
        """End every kernel, from another thread than those that wait for them."""
        self.stopped.set()
        for client in list(self.clients):
            with suppress(Exception):  # it may be starting or ending at this moment
                run_sync(client.km.signal_kernel)(KILL)


class Client(PapermillNotebookClient):
    """papermill's client of a kernel, launched one at a time and, if need be, a second time."""

    session: Session

    @contextmanager
    def setup_kernel(self, **kwargs: object) -> Iterator[None]:
        """Start the kernel here, so that the inherited method finds it and only has to end it."""
        self.session.clients.add(self)
        try:
            self._start_or_try_again()
            with super().setup_kernel(**kwargs):
                self._check()
                yield
        finally:
            self.session.clients.discard(self)

    def _start_or_try_again(self) -> None:
        try:
            self._start()
        except RuntimeError:  # it died before replying: another program took one of its ports
            self._start()

    def _start(self) -> None:
        with self.session.launching:
            self._check()
            self.create_kernel_manager()
            self.start_new_kernel()
        self.start_new_kernel_client()

    def _check(self) -> None:
        if self.session.stopped.is_set():
            raise KeyboardInterrupt


class ClientEngine(Engine):
    """The engine through which papermill lets the caller make the client, and so keep it."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, make_client, **unused):
        make_client(nb_man).execute()


papermill_engines.register(ENGINE, ClientEngine)


def execute(
    notebook: Path, parameters: dict[str, object], session: Session
) -> tuple[NotebookNode, str]:
    """Execute a notebook in its own folder.

    Returns the notebook as far as it got, without what would differ in another run, and the error
    that stopped it as "name: message", or "". Raises `KeyboardInterrupt` once the session is
    stopped.
    """
    executed = source = _load(notebook)

    def make_client(nb_man: NotebookExecutionManager) -> Client:
        nonlocal executed
        executed = nb_man.nb
        return _client(nb_man, notebook.parent, session)

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
        error = _told(failure)
    return _repeatable(executed), error


def _load(notebook: Path) -> NotebookNode:
    """Read a notebook; ids of cells are optional in old files, and papermill would draw them."""
    node = nbformat.read(notebook, as_version=4)
    if node.nbformat_minor < 5:
        node.nbformat_minor = 5
        for index, cell in enumerate(node.cells):
            cell.id = f"cell-{index}"
    return node


def _client(nb_man: NotebookExecutionManager, folder: Path, session: Session) -> Client:
    client = Client(
        nb_man,
        kernel_name=KERNEL,
        log=logger,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
        shutdown_kernel="immediate",
        coalesce_streams=True,
    )
    client.session = session
    return client


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
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.text = TEMPORARY_FILE.sub("<cell>", output.text)
            output.get("data", {}).pop(WIDGET, None)
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def files(notebook: NotebookNode) -> list[str]:
    """Return the files that an executed notebook says it wrote, as seen from its output folder."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    return sorted(
        {name for output in outputs for name in output.get("data", {}).get(FILES_TYPE, [])}
    )
