"""Breaks a study in one place, chosen by chance: its data package, a table, or a file as such."""

import json
import os
import shutil
from pathlib import Path
from random import Random

from tiny_study import read_rows, write_rows

from analysis.places import PACKAGE_FILE

ODD_VALUES = [
    None,
    True,
    False,
    0,
    -1,
    5,
    1.5,
    1e308,
    -(10**400),
    "",
    " ",
    "a",
    "(",
    "(a+)+$",
    ".*",
    "5",
    [],
    {},
    [[]],
    [None],
    ["a", "b"],
    {"a": 1},
    "../x.csv",
    "/etc/passwd",
    "http://a.org/b.csv",
    "x\ny",
    "x\u0000",
    "\ud800",
    "```\n{include} /etc/passwd\n```",
    "a" * 10_000,
    "2022-13",
    "actors.csv",
    "actors",
    "string",
    "integer",
    "date",
    "geopoint",
    "C:\\x.csv",
    "..\\x.csv",
    ".hidden.csv",
    "codings/c2.csv",
    "datapackage.json",
    "русский",
    "Á b",
]
ODD_CELLS = [
    "",
    " ",
    "x",
    "a b",
    "a\nb",
    "a\x00b",
    "a\u2028b",
    "\u200b",
    "e\u0301",
    "1",
    "-1",
    "+1",
    "01",
    "2",
    "1.0",
    "1e5",
    "NaN",
    "inf",
    "9" * 400,
    "0.1",
    "1,5",
    "TRUE",
    "NA",
    "2022",
    "2022-13",
    "2022-02-30",
    "2022-02-31/2022-03",
    "2022/2021",
    "2021/2021",
    "2021-01-05",
    "0001-01-01",
    "9999-12-31",
    "2022-01-01T00:00",
    "20220101",
    "person",
    "state",
    "day",
    "month",
    "year",
    "none",
    "D000",
    "D001",
    "D001-01",
    "D999",
    "D000-99",
    "france",
    "japan",
    "gas",
    "energy",
    "north",
    "pipe",
    "=1+1",
    "<b>x</b>",
    '"',
    "'",
    ",",
    "`",
    "{include} x",
    "../x",
    "é" * 2000,
    "\U0001f600",
]


def mutate(folder: Path, random: Random) -> str:
    """Change the study in a folder in one place, and return what was done."""
    kind = random.choice([_package, _package, _cell, _cell, _cell, _rows, _columns, _file])
    return kind(folder, random)


def _package(folder: Path, random: Random) -> str:
    path = folder / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    holder, key = random.choice(_places(package))
    done = random.choice(["drop", "odd", "twice", "rename", "swap", "borrow"])
    value = holder[key]
    if done == "drop":
        del holder[key]
    elif done == "odd":
        holder[key] = random.choice(ODD_VALUES)
    elif done == "borrow":
        holder[key] = _value(random.choice(_places(package)))
    elif isinstance(holder, list):
        other = random.randrange(len(holder))
        if done == "twice":
            holder.insert(other, value)
        else:
            holder[key], holder[other] = holder[other], value
    elif done == "rename":
        holder[random.choice(["", "Name", "x", f"{key} "])] = holder.pop(key)
    elif done == "swap":
        other = random.choice([*holder])
        holder[key], holder[other] = holder[other], value
    path.write_text(json.dumps(package), encoding="utf-8")
    return f"{PACKAGE_FILE}: {done} {key!r} of {str(value)[:60]!r}: now {str(holder)[:200]!r}"


def _value(place: tuple[dict | list, object]) -> object:
    return json.loads(json.dumps(place[0][place[1]]))


def _places(package: dict) -> list[tuple[dict | list, object]]:
    """Return each holder of a value and its key, those near the top as often as those below."""
    near, far, below = [], [], [(package, 0)]
    while below:
        holder, depth = below.pop()
        keys = [*holder] if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            (near if depth < 3 else far).append((holder, key))
            if isinstance(holder[key], dict | list):
                below.append((holder[key], depth + 1))
    return near * max(1, len(far) // len(near)) + far


def _tables(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.csv"), *folder.glob("codings/*.csv")])


def _cell(folder: Path, random: Random) -> str:
    path = random.choice(_tables(folder))
    rows = read_rows(path)
    row, column = random.randrange(1, len(rows)), random.randrange(len(rows[0]))
    old = rows[row][column]
    others = [cells[column] for cells in rows[1:]] + rows[row]
    huge = "a" * 1_000_000 if random.random() < 0.02 else "z"
    new = random.choice(
        [
            random.choice(ODD_CELLS),
            random.choice(others),
            old[:-1],
            old + old[:1],
            old.upper(),
            f"{old} ",
            huge,
        ]
    )
    rows[row][column] = new
    write_rows(path, rows)
    return f"{path.name}, row {row + 1}, {rows[0][column]}: {old!r} became {new[:60]!r}"


def _rows(folder: Path, random: Random) -> str:
    path = random.choice(_tables(folder))
    header, *rows = read_rows(path)
    done = random.choice(["drop", "twice", "shuffle", "all gone", "no header", "short", "long"])
    row = random.randrange(len(rows))
    if done == "drop":
        del rows[row]
    elif done == "twice":
        rows.append(rows[row])
    elif done == "shuffle":
        random.shuffle(rows)
    elif done == "all gone":
        rows = []
    elif done == "short":
        rows[row].pop()
    elif done == "long":
        rows[row].append("x")
    write_rows(path, rows if done == "no header" else [header, *rows])
    return f"{path.name}: rows {done}, row {row + 2}"


def _columns(folder: Path, random: Random) -> str:
    path = random.choice(_tables(folder))
    rows = read_rows(path)
    one, two = random.randrange(len(rows[0])), random.randrange(len(rows[0]))
    done = random.choice(["drop", "twice", "move", "swap cells", "rename", "odd name"])
    name = rows[0][one]
    for number, cells in enumerate(rows):
        if done == "drop":
            del cells[one]
        elif done == "twice":
            cells.insert(two, cells[one])
        elif done == "move" or (done == "swap cells" and number):
            cells[one], cells[two] = cells[two], cells[one]
    if done in ("rename", "odd name"):
        rows[0][one] = random.choice(ODD_CELLS) if done == "odd name" else rows[0][two]
    write_rows(path, rows)
    return f"{path.name}: column {name!r} {done}, {two}"


def _file(folder: Path, random: Random) -> str:
    path = random.choice([*_tables(folder), folder / PACKAGE_FILE])
    raw = path.read_bytes()
    place, byte = random.randrange(len(raw)), bytes([random.randrange(256)])
    changes = {
        "cut": lambda: path.write_bytes(raw[:place]),
        "cut at a line": lambda: path.write_bytes(raw[: raw.rfind(b"\n", 0, place) + 1]),
        "byte": lambda: path.write_bytes(raw[:place] + byte + raw[place:]),
        "bit": lambda: path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]),
        "zero": lambda: path.write_bytes(raw[:place] + b"\x00" + raw[place:]),
        "utf-16": lambda: path.write_bytes(raw.decode().encode("utf-16")),
        "cp1251": lambda: path.write_bytes(raw.decode().encode("cp1251", "replace")),
        "byte mark": lambda: path.write_bytes(b"\xef\xbb\xbf" + raw),
        "windows": lambda: path.write_bytes(raw.replace(b"\n", b"\r\n")),
        "old mac": lambda: path.write_bytes(raw.replace(b"\n", b"\r")),
        "semicolons": lambda: path.write_bytes(raw.replace(b",", b";")),
        "tabs": lambda: path.write_bytes(raw.replace(b",", b"\t")),
        "quote": lambda: path.write_bytes(raw[:place] + b'"' + raw[place:]),
        "line": lambda: path.write_bytes(raw[:place] + b"\n" + raw[place:]),
        "empty": lambda: path.write_bytes(b""),
        "twice": lambda: path.write_bytes(raw + raw),
        "gone": path.unlink,
        "folder": lambda: (path.unlink(), path.mkdir()),
        "link out": lambda: _link_out(path),
        "circle": lambda: (path.unlink(), path.symlink_to(path.name)),
        "deep": lambda: path.write_bytes(b"[" * 100_000 + b"]" * 100_000),
        "nan": lambda: path.write_bytes(raw.replace(b": -1", b": NaN")),
        "huge": lambda: path.write_bytes(raw.replace(b": -1", b": -1e999")),
        "twice a name": lambda: path.write_bytes(raw.replace(b'"name"', b'"name": "x", "name"', 1)),
    }
    done = random.choice([*changes])
    changes[done]()
    return f"{path.name}: {done} at {place}"


def _link_out(path: Path) -> None:
    outside = path.parent.parent / f"{os.getpid()}-{path.name}"
    shutil.move(path, outside)
    path.symlink_to(outside)
