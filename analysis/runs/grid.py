"""A grid of runs: the axes of a YAML file, multiplied out into named sets of parameters.

language: [en, fr]                        # a parameter and its values
period:                                   # or labels, each with the parameters it sets
  before: {until: 2022-02-23}
  after: {since: 2022-02-24}
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from analysis.errors import InputError
from analysis.runs.axes import read_axes
from analysis.runs.parameters import to_text

Point = tuple[str, dict[str, object]]
LONGEST = 120  # characters in a label, and twice as many bytes: file systems allow 255
MOST_POINTS = 10_000  # each is a folder and a run of every notebook
SCALAR = str | bool | int | float


def grid(path: Path) -> list[Point]:
    """Return the points of a grid: a label such as "en/before", and the parameters it sets.

    Values are read as `axes.read_axes` tells. The label is made to serve as a folder, a part for
    each axis. Raises `InputError` with every mistake: no YAML, a key given twice, an axis that is
    empty or neither list nor mapping, a label that serves two points or none, a parameter set by
    two axes, more than `MOST_POINTS` points.
    """
    axes = read_axes(path)
    problems = list(_shape_problems(axes)) or list(_name_problems(axes))
    if problems:
        raise InputError(f"{path.name}: {problem}" for problem in problems)
    return [
        ("/".join(label for label, _ in points), {k: v for _, p in points for k, v in p.items()})
        for points in product(*(_points(name, axis) for name, axis in axes.items()))
    ]


def _shape_problems(axes: object) -> Iterator[str]:
    if not isinstance(axes, dict) or not axes:
        yield "expected axes, such as 'language: [en, fr]'"
        return
    if (count := math.prod(len(axis) for axis in axes.values() if _is_many(axis))) > MOST_POINTS:
        yield f"{count} points; expected at most {MOST_POINTS}, in several grids if need be"
    for name, axis in axes.items():
        if not isinstance(name, str):
            yield f"axis {name!r}; expected the name of a parameter, or a word of your own"
        if not _is_many(axis):
            yield f"axis {name!r} is {axis!r}; expected a list of values or a mapping of points"
        elif not axis:
            yield f"axis {name!r} is empty; expected at least one value"
        elif isinstance(axis, list):
            for value in axis:
                if not all(isinstance(item, SCALAR) for item in _items(value)):
                    yield f"axis {name!r}: {value!r}; expected a text, number, true, false or list"
        else:
            for label, point in axis.items():
                if not isinstance(label, SCALAR):
                    yield f"axis {name!r}, label {label!r}; expected a text, a number or a day"
                if not isinstance(point, dict) or not point:
                    yield f"axis {name!r}, {label!r} is {point!r}; expected 'parameter: value'"
                else:
                    yield from _point_problems(f"axis {name!r}, {label!r}", point)


def _point_problems(where: str, point: dict) -> Iterator[str]:
    for name, value in point.items():
        if not isinstance(name, str):
            yield f"{where}: {name!r}; expected the name of a parameter"
        if not all(isinstance(item, SCALAR) for item in _items(value)):
            yield f"{where}: {name!r} is {value!r}; expected a text, number, true, false or list"


def _is_many(axis: object) -> bool:
    return isinstance(axis, list | dict)


def _name_problems(axes: dict) -> Iterator[str]:
    sets: Counter[str] = Counter()
    for name, axis in axes.items():
        points = list(_points(name, axis))
        sets.update({parameter for _, point in points for parameter in point})
        labels = Counter(label.casefold() for label, _ in points)
        for label in (label for label, count in labels.items() if count > 1):
            yield f"axis {name!r}: two points have the label {label!r}; expected one each"
        for label, point in points:
            if not 0 < len(label) <= LONGEST or len(label.encode()) > 2 * LONGEST:
                told = f"{point}" if len(label) < 300 else f"{str(point)[:60]} ..."
                yield f"axis {name!r}: {told} makes no folder name; expected 'label: {told}'"
    for parameter in (parameter for parameter, count in sets.items() if count > 1):
        yield f"parameter {parameter!r} is set by two axes; expected one"


def _points(name: str, axis: list | dict) -> Iterator[Point]:
    if isinstance(axis, dict):
        for label, point in axis.items():
            yield _folder(to_text(label)), point
    else:
        for value in axis:
            yield _folder("-".join(map(to_text, _items(value)))), {name: value}


def _items(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _folder(label: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", unicodedata.normalize("NFC", label)).strip(".")
