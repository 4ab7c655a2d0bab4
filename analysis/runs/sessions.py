"""The kernels of one run: how each is started, limited in time, and ended with all it started."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Lock, Timer

from jupyter_client import KernelManager
from nbclient.exceptions import CellTimeoutError
from nbclient.util import run_sync
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient

from analysis.places import PROJECT_VARIABLE, project
from analysis.runs.connections import folder_of_sockets
from analysis.runs.streams import fold

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
GRACE = 10  # seconds for which an interrupted cell may tidy up


@dataclass(frozen=True)
class Session:
    """What the kernels of one run share, so that they have sockets of their own and stop together.

    Kernels that are reached by TCP, for want of a `folder`, take turns to launch. `limit` is the
    seconds that a cell may take.
    """

    folder: Path | None = None
    limit: float | None = None
    launching: Lock = field(default_factory=Lock)
    stopped: Event = field(default_factory=Event)
    clients: set["Client"] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=count)

    def stop(self) -> None:
        """End every kernel, from another thread than those that wait for them."""
        self.stopped.set()
        for client in list(self.clients):
            client.send(KILL)

    def connect(self, manager: KernelManager) -> None:
        """Give a kernel sockets that no other has, before it is launched."""
        if self.folder:
            manager.connection_file = str(self.folder / f"{next(self.numbers)}.json")
            manager.transport, manager.ip = "ipc", manager.connection_file.removesuffix(".json")


@contextmanager
def session(limit: float | None = None) -> Iterator[Session]:
    """Make what the kernels of a run share, and remove what they leave."""
    with folder_of_sockets() as folder:
        yield Session(folder, limit)


class Client(PapermillNotebookClient):
    """papermill's client of a kernel, which has a time limit and is launched again if need be."""

    session: Session
    numbers: dict[str, int]  # of the cells, by their ids
    overrun = ""

    @contextmanager
    def setup_kernel(self, **kwargs: object) -> Iterator[None]:
        """Start the kernel here, so that the inherited method finds it and only has to end it."""
        self.session.clients.add(self)
        try:
            self._start_or_try_again()
            group = self.km.provisioner.pgid
            with super().setup_kernel(**kwargs), _ended(group):
                self._check()
                yield
        finally:
            self.session.clients.discard(self)

    def create_kernel_manager(self) -> KernelManager:
        """Create the manager of a kernel with sockets of its own."""
        manager = super().create_kernel_manager()
        self.session.connect(manager)
        return manager

    def execute_cell(self, cell: NotebookNode, cell_index: int, **options: object) -> NotebookNode:
        """Execute a cell; one that takes longer than it may is interrupted, then killed."""
        timers = [] if self.session.limit is None else self._timers(cell)
        for timer in timers:
            timer.start()
        try:
            done = super().execute_cell(cell, cell_index, **options)
        finally:
            for timer in timers:
                timer.cancel()
        if self.overrun:  # it has caught the interrupt
            raise CellTimeoutError(self.overrun)
        return done

    def output(self, outs: list, *args: object) -> NotebookNode | None:
        """Take an output; what continues a stream is kept as a part of it."""
        out = super().output(outs, *args)
        if out is not None and out.output_type == "stream":
            fold(outs)
        return out

    def send(self, signal_number: int) -> None:
        """Send a signal to the kernel and its processes, from whatever thread."""
        with suppress(Exception):  # it may be starting or ending at this moment
            run_sync(self.km.signal_kernel)(signal_number)

    def _timers(self, cell: NotebookNode) -> list[Timer]:
        limit = self.session.limit
        timers = [
            Timer(limit, self._interrupt, [cell]),
            Timer(limit + GRACE, self.send, [KILL]),
        ]
        for timer in timers:
            timer.daemon = True
        return timers

    def _interrupt(self, cell: NotebookNode) -> None:
        first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
        number = self.numbers.get(cell.id)
        where = f"cell {number}" if number else "the cell of the parameters"
        self.overrun = f"{where}, {first!r:.80}, took more than {self.session.limit:g} s"
        with suppress(Exception):
            run_sync(self.km.interrupt_kernel)()

    def _start_or_try_again(self) -> None:
        try:
            self._start()
        except RuntimeError:  # it died before replying: another program took one of its ports
            self._start()

    def _start(self) -> None:
        with nullcontext() if self.session.folder else self.session.launching:
            self._check()
            self.create_kernel_manager()
            self.start_new_kernel(env=os.environ | {PROJECT_VARIABLE: str(project())})
        self.start_new_kernel_client()

    def _check(self) -> None:
        if self.session.stopped.is_set():
            raise KeyboardInterrupt


@contextmanager
def _ended(group: int | None) -> Iterator[None]:
    """End what a kernel has started and left, also when it died itself."""
    try:
        yield
    finally:
        if group and group != os.getpgrp():
            with suppress(OSError):
                os.killpg(group, KILL)
