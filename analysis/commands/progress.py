"""What a run tells while it goes on: a line a notebook and, on a terminal, what runs since when."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from shutil import get_terminal_size
from threading import Event, Lock, Thread
from time import monotonic
from typing import TextIO

QUIET, PLAIN, VERBOSE = -1, 0, 1
CLEARED = "\r\x1b[K"


class Progress:
    """Lines of a run, and below them a line that is rewritten, where a terminal shows it."""

    def __init__(self, total: int, level: int = PLAIN, out: TextIO | None = None) -> None:
        self.total, self.level, self.out = total, level, out or sys.stdout
        self.running: dict[str, float] = {}
        self.ended = 0
        self.lock = Lock()
        self.live = self.out.isatty() and level >= PLAIN

    def started(self, name: str) -> None:
        """Take note of a notebook that begins; without a terminal, say so."""
        with self.lock:
            self.running[name] = monotonic()
            if not self.live and self.level >= PLAIN:
                self._write(f"{name}  started {datetime.now():%H:%M:%S}, {self.waiting()} to come")
            self._show()

    def line(self, text: str) -> None:
        """Print a line of the run; a quiet one prints failures only."""
        with self.lock:
            counted = text.startswith("[")
            name = (text.partition("] ")[2] if counted else text).partition("  ")[0]
            if counted or name in self.running:
                self.running.pop(name, None)
                self.ended += 1
            if self.level >= PLAIN or "  failed: " in text:
                self._write(text)
            self._show()

    def waiting(self) -> int:
        """Return how many have not begun."""
        return max(self.total - self.ended - len(self.running), 0)

    def status(self) -> str:
        """Return what runs, since when, and how many are left."""
        now = monotonic()
        running = ", ".join(f"{name} ({now - since:.0f} s)" for name, since in self.running.items())
        return f"running {running}; {self.waiting()} to come" if running else ""

    @contextmanager
    def shown(self) -> Iterator["Progress"]:
        """Rewrite the line once a second, where a terminal shows it, until all is done."""
        over = Event()
        thread = Thread(target=self._rewrite, args=[over], daemon=True)
        if self.live:
            thread.start()
        try:
            yield self
        finally:
            over.set()
            if self.live:
                thread.join()
                with self.lock:
                    self._put(CLEARED)

    def _rewrite(self, over: Event) -> None:
        while not over.wait(1):
            with self.lock:
                self._show()

    def _write(self, text: str) -> None:
        self._put(f"{CLEARED if self.live else ''}{text}\n")

    def _show(self) -> None:
        if self.live:
            self._put(CLEARED + self.status()[: get_terminal_size().columns - 1])

    def _put(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()
