"""A grid of runs: the axes of a YAML file, multiplied out into named sets of parameters.

language: [en, fr]                        # a parameter and its values
period:                                   # or labels, each with the parameters it sets
  before: {until: 2022-02-23}
  after: {since: 2022-02-24}
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import yaml

from analysis.errors import InputError
from analysis.runs.parameters import to_text

Point = tuple[str, dict[str, object]]
LONGEST = 120  # characters in a label: file systems allow 255 bytes, and Cyrillic takes two each


def grid(path: Path) -> list[Point]:
    """Return the points of a grid: a label such as "en/before", and the parameters it sets.

    Dates become ISO 8601 texts. The label is made to serve as a folder, a part for each axis.
    Raises `InputError` with every mistake: no YAML, a key given twice, an axis that is empty or
    neither list nor mapping, a label that serves two points or none, a parameter set by two axes.
    """
    axes = _load(path)
    problems = list(_shape_problems(axes)) or list(_name_problems(axes))
    if problems:
        raise InputError(f"{path.name}: {problem}" for problem in problems)
    return [
        ("/".join(label for label, _ in points), {k: v for _, p in points for k, v in p.items()})
        for points in product(*(_points(name, axis) for name, axis in axes.items()))
    ]


def _load(path: Path) -> object:
    try:
        content = path.read_bytes()
        twice = list(_repeated_keys(yaml.compose(content, yaml.SafeLoader)))
        axes = _plain(yaml.safe_load(content))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1
        raise InputError(f"{path.name}, line {line}: {error.problem}; expected YAML") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        told = str(error).splitlines()[0]
        raise InputError(f"{path.name}: {told}; expected YAML in UTF-8") from None
    if twice:
        raise InputError(f"{path.name}, {problem}" for problem in twice)
    return axes


def _repeated_keys(node: yaml.Node | None) -> Iterator[str]:
    """YAML readers keep the last of two equal keys and say nothing, so a point would be lost."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"line {key.start_mark.line + 1}: {key.value!r} is given twice; expected once"
            seen.add(key.value)
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item)


def _plain(value: object) -> object:
    """YAML turns an unquoted day into a date, and notebooks take days as text."""
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _shape_problems(axes: object) -> Iterator[str]:
    if not isinstance(axes, dict) or not axes:
        yield "expected axes, such as 'language: [en, fr]'"
        return
    for name, axis in axes.items():
        if not isinstance(axis, list | dict):
            yield f"axis {name!r} is {axis!r}; expected a list of values or a mapping of points"
        elif not axis:
            yield f"axis {name!r} is empty; expected at least one value"
        elif isinstance(axis, list):
            for value in axis:
                if not all(isinstance(v, str | bool | int | float) for v in _items(value)):
                    yield f"axis {name!r}: {value!r}; expected a text, number, true, false or list"
        else:
            for label, point in axis.items():
                if not isinstance(point, dict) or not point:
                    yield f"axis {name!r}, {label!r} is {point!r}; expected 'parameter: value'"


def _name_problems(axes: dict) -> Iterator[str]:
    sets: Counter[str] = Counter()
    for name, axis in axes.items():
        points = list(_points(name, axis))
        sets.update({parameter for _, point in points for parameter in point})
        labels = Counter(label.casefold() for label, _ in points)
        for label in (label for label, count in labels.items() if count > 1):
            yield f"axis {name!r}: two points have the label {label!r}; expected one each"
        for label, point in points:
            if not 0 < len(label) <= LONGEST:
                yield f"axis {name!r}: {point} makes no folder name; expected 'label: {point}'"
    for parameter in (parameter for parameter, count in sets.items() if count > 1):
        yield f"parameter {parameter!r} is set by two axes; expected one"


def _points(name: str, axis: list | dict) -> Iterator[Point]:
    if isinstance(axis, dict):
        for label, point in axis.items():
            yield _folder(to_text(label)), {str(key): value for key, value in point.items()}
    else:
        for value in axis:
            yield _folder("-".join(map(to_text, _items(value)))), {str(name): value}


def _items(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _folder(label: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", label).strip(".")
