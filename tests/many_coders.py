"""Several coders who work at desks of one folder at once, some of them killed, and what must stand.

Each coder is a process that adds, edits, deletes, takes back and does again, and tells each deed
before and after it on a pipe: what was told as done must stand, and a deed that a kill cut short
must stand whole or not at all. They are forked from one process, which has all modules loaded.
"""

import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis.coding.answers import answer
from analysis.coding.changes import rows_of
from analysis.coding.commits import look
from analysis.coding.library import Library
from analysis.coding.session import Session, refresh

DEEDS = ("save", "save", "save", "save", "edit", "delete", "undo", "redo")
NOTHING = re.compile("(undo|redo): nothing ")  # is left to be done
Tell = Callable[[list], object]


def work(folder: Path, row: dict, coder: str, most: int, seed: int, tell: Tell) -> None:
    """Do `most` deeds of a coder, chosen at random, and tell each before and after it."""
    session = Session(folder, coder, "en", Library(), "D000")
    refresh(session)
    chance = random.Random(f"{seed} {coder}")
    for number in range(most):
        table = session.tables.statements
        mine = table.loc[table["coder"] == coder, "statement_id"].tolist()
        deed, name, tag = chance.choice(DEEDS), "", f"{coder} {seed} {number}."
        if deed in ("edit", "delete"):
            deed, name = (deed, chance.choice(mine)) if mine else ("save", "")
        tell(["begin", coder, deed, name, tag])
        kind = "save" if deed == "edit" else deed
        given = {"kind": kind, "id": name, "row": row | {"paraphrase_en": tag}}
        told = answer(session, given)
        if "problems" in told and not NOTHING.match(told["problems"][0]):
            raise RuntimeError(f"{deed} {name}: {told['problems']}")
        tell(["done", coder, told.get("saved", name)])


class Coder:
    """What must stand of one coder's rows: tags by id, as told, and what a kill cut short."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.stacks: tuple[list, list] = ([], [])
        self.cut: list | None = None
        self.done = 0

    def hear(self, told: list) -> None:
        """Take note of a deed that begins, or is done."""
        if told[0] == "begin":
            self.cut = told
        else:
            self._take(told[2])

    def settle(self, there: dict[str, str]) -> bool:
        """Tell whether the rows there are those told, or those with the deed that was cut short."""
        if there == self.rows:
            self.cut = None
        elif self.cut:
            new = next(iter(set(there) - set(self.rows)), "")
            self._take(new)
        return there == self.rows

    def _take(self, saved: str) -> None:
        _, _, deed, name, tag = self.cut
        self.cut, self.done = None, self.done + 1
        undone, redone = self.stacks
        if deed in ("undo", "redo"):
            source, target = (undone, redone) if deed == "undo" else (redone, undone)
            if source:
                step = source.pop()
                target.append(step)
                self._put(step[0], step[1] if deed == "undo" else step[2])
            return
        name = name or saved
        after = None if deed == "delete" else tag
        undone.append((name, self.rows.get(name), after))
        redone.clear()
        self._put(name, after)

    def _put(self, name: str, tag: str | None) -> None:
        if tag is None:
            self.rows.pop(name, None)
        else:
            self.rows[name] = tag


def rounds(folder: Path, row: dict, count: int, most: int, kills: int) -> None:
    """Let coders work, killed in each of some rounds, and see after each what stands."""
    names = [f"w{number}" for number in range(count)]
    coders = {name: Coder() for name in names}
    for seed in range(max(kills, 1)):
        chance = random.Random(seed)
        reader, writer = os.pipe()
        children = [_start(folder, row, name, most, seed, writer) for name in names]
        os.close(writer)
        pipe = os.fdopen(reader, encoding="utf-8")
        lines = [pipe.readline()]
        if kills:
            time.sleep(chance.random() / 4)
            for child in children if seed % 2 else chance.sample(children, 1):
                os.kill(child, signal.SIGKILL)
        lines += pipe.readlines()
        ends = [os.waitpid(child, 0)[1] for child in children]
        assert all(end in (0, signal.SIGKILL) for end in ends), f"a coder failed: {ends}"
        for line in lines:
            if line.endswith("\n"):
                coders[json.loads(line)[1]].hear(json.loads(line))
        _see(folder, coders, seed)
    print(sum(each.done for each in coders.values()))


def _start(folder: Path, row: dict, name: str, most: int, seed: int, writer: int) -> int:
    child = os.fork()
    if not child:
        tell = lambda told: os.write(writer, f"{json.dumps(told)}\n".encode())  # noqa: E731
        work(folder, row, name, most, seed, tell)
        os._exit(0)
    return child


def _see(folder: Path, coders: dict[str, Coder], seed: int) -> None:
    session = Session(folder, "c1", "en", Library())
    refresh(session)
    look(session.journal, ["statements.csv"])
    rows = rows_of((folder / "statements.csv").read_text(encoding="utf-8"))
    for name, coder in coders.items():
        mine = {r["statement_id"]: r["paraphrase_en"] for r in rows if r["coder"] == name}
        told = coder.rows, coder.cut, mine
        assert coder.settle(mine), f"round {seed}, {name}: {told}"
    assert not any(each["deed"] == "elsewhere" for each in session.journal.entries), seed
    assert len({row["statement_id"] for row in rows}) == len(rows), seed


if __name__ == "__main__":
    rounds(Path(sys.argv[1]), json.loads(sys.argv[2]), *map(int, sys.argv[3:]))
