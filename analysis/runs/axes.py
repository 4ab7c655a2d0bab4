"""The YAML of a grid, read so that words stay words and no file takes long.

YAML 1.1, which PyYAML reads, sees truth in `no`, an octal in `010` and a time in `1:30`; and a few
lines of aliases can stand for more values than a machine holds.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from analysis.errors import InputError

MOST_BYTES = 200_000
MOST_VALUES = 50_000
DEEPEST = 6  # file, axis, label, point, list, value


class Loader(yaml.SafeLoader):
    """YAML whose plain words are texts, but for true, false, null, days and decimal numbers."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012, PyYAML's own way


for _tag, _form, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", "[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?", "-+0123456789"),
    ("timestamp", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
    ("merge", "<<", "<"),
):
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_form})\Z"), list(_first)
    )


def read_axes(path: Path) -> object:
    """Return what a YAML file holds, days as ISO 8601 texts.

    Plain words are read as they are written, so `no`, `010`, `1_000` and `1:30` are texts, but for
    `true`, `false`, `null`, days and decimal numbers. Raises `InputError` with the file, and the
    line where there is one: no such file, not YAML in UTF-8, a key given twice, an alias within
    itself, more than MOST_BYTES, MOST_VALUES or DEEPEST.
    """
    content = _content(path)
    try:
        loader = Loader(content)
        node = loader.get_single_node()
        twice = list(_repeated_keys(node, 0, [0]))
        axes = _plain(loader.construct_document(node)) if node and not twice else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise InputError(f"{path.name}{line}: {error.problem}; expected YAML") from None
    except RecursionError:
        raise InputError(f"{path.name}: nested too deeply; expected a grid") from None
    except (LookupError, AttributeError, TypeError):  # PyYAML's, of a value beside its tag
        raise InputError(f"{path.name}: a value does not fit its tag; expected none") from None
    except (ValueError, yaml.YAMLError) as error:
        told = str(error).splitlines()[0]
        raise InputError(f"{path.name}: {told}; expected YAML in UTF-8") from None
    if twice:
        raise InputError(f"{path.name}, {problem}" for problem in dict.fromkeys(twice))
    return axes


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; expected a grid in YAML") from None
    if len(content) > MOST_BYTES:
        raise InputError(f"{path.name}: longer than {MOST_BYTES} bytes; expected a shorter grid")
    return content


def _repeated_keys(node: yaml.Node | None, depth: int, count: list[int]) -> Iterator[str]:
    """YAML readers keep the last of two equal keys and say nothing, so a point would be lost.

    Counts every value as often as aliases repeat it, and so ends where they run in a circle.
    """
    count[0] += 1
    if node and depth > DEEPEST:
        raise yaml.MarkedYAMLError(
            problem="nested too deeply, or an alias within itself", problem_mark=node.start_mark
        )
    if count[0] > MOST_VALUES:
        raise ValueError(f"more than {MOST_VALUES} values, aliases counted")
    seen = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else []:
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            yield f"line {key.start_mark.line + 1}: {key.value!r} is given twice; expected once"
        seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
    for item in _inner(node):
        yield from _repeated_keys(item, depth + 1, count)


def _inner(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _plain(value: object) -> object:
    """YAML turns an unquoted day into a date, and notebooks take days as text."""
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int) and value.bit_length() > 1000:
        raise ValueError("a number of more than 300 digits")
    return value.isoformat() if isinstance(value, date) else value
