"""The typed parameters of a notebook: read from its `parameters` cell, checked, parsed, printed.

papermill only warns about an unknown name and enforces no type, and importing it takes longer than
a run with nothing to do may last. So the cell is read here, as syntax: nothing of it is executed.
"""

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError, one_of
from analysis.runs.notebook import load

SCALARS = {"str": str, "int": int, "float": float, "bool": bool}
TYPES = (*SCALARS, "list[str]", "list[int]", "list[float]")
EXAMPLES = {
    "int": "a whole number such as 3",
    "float": "a number such as 0.5",
    "bool": "true or false",
}
NOT_LITERAL = (
    KeyError,
    TypeError,
    ValueError,
    SyntaxError,
    OverflowError,
    RecursionError,
    MemoryError,
)
ITEM = re.compile(r'\s*+(?:"((?:[^"]|"")*)"\s*|([^,"][^,]*|))(?=,|\Z)')


@dataclass(frozen=True)
class Parameter:
    """One line of a `parameters` cell: `name: type = default  # comment`."""

    name: str
    type: str
    default: object
    comment: str


def read(notebook: Path) -> list[Parameter]:
    """Return the parameters that a notebook declares, in its order.

    Raises `InputError` naming notebook and line when there is no cell tagged `parameters`, or when
    a line in it is not `name: type = default` with a plain default of that type.
    """
    where, source = f"{notebook.name}, parameters cell", _parameters_cell(notebook)
    try:
        statements, comments = ast.parse(source).body, _comments(source)
    except SyntaxError as error:
        raise InputError(f"{where}, line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
        raise InputError(f"{where}: {error or 'nested too deeply'}; expected Python") from None
    found, problems = [], []
    for statement in statements:
        try:
            found.append(_parameter(statement, comments))
        except ValueError as error:
            problems.append(f"{where}, line {statement.lineno}: {error}")
    counts = Counter(parameter.name for parameter in found)
    problems += [
        f"{where}: {name!r} is declared {count} times; expected once"
        for name, count in counts.items()
        if count > 1
    ]
    if problems:
        raise InputError(problems)
    return found


def _parameters_cell(notebook: Path) -> str:
    cells = load(notebook)["cells"]
    tagged = [cell for cell in cells if "parameters" in (cell["metadata"].get("tags") or [])]
    if len(tagged) != 1:
        told = f"{len(tagged)} cells are" if tagged else "no cell is"
        raise InputError(f"{notebook.name}: {told} tagged 'parameters'; expected one")
    if tagged[0]["cell_type"] != "code":
        raise InputError(f"{notebook.name}: the cell tagged 'parameters' is no code; expected code")
    return tagged[0]["source"]


def _parameter(statement: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    text = ast.unparse(statement)
    match statement:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr()):
            kind = ast.unparse(annotation)
        case _:
            raise ValueError(f"{text!r}; expected 'name: type = value  # comment'")
    if kind not in TYPES:
        raise ValueError(f"{text!r} has type {kind!r}; {one_of(kind, TYPES)}")
    try:
        default = ast.literal_eval(statement.value)
    except NOT_LITERAL:
        raise ValueError(f"{text!r}; expected a plain value, nothing to be computed") from None
    if not fits(default, kind):
        raise ValueError(f"{text!r}; expected a default of type {kind}")
    lines = range(statement.lineno, statement.end_lineno + 1)
    comment = next((comments[line] for line in lines if line in comments), "")
    return Parameter(name, kind, default, comment)


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}


def fits(value: object, kind: str) -> bool:
    """Tell whether a value is of a declared type: a bool is no int, an int will do for a float.

    A float is finite, for a command line has no other.
    """
    if kind.startswith("list["):
        return isinstance(value, list) and all(fits(item, kind[5:-1]) for item in value)
    if kind == "float" and type(value) in (int, float):
        return abs(value) <= sys.float_info.max  # neither infinite nor no number
    return type(value) is SCALARS[kind]


def check(notebook: Path, given: Mapping[str, object]) -> None:
    """Raise `InputError` with every name a notebook does not declare and every value of wrong type.

    Takes values as Python has them; see `from_texts` for the words of a command line.
    """
    if found := list(problems({notebook: read(notebook)}, given)):
        raise InputError(found)


def problems(
    declared: Mapping[Path, list[Parameter]], given: Mapping[str, object]
) -> Iterable[str]:
    """Yield what is wrong with parameters given to several notebooks, each taking those it knows.

    `declared` holds the parameters of each notebook, as `read` returns them.
    """
    known = dict.fromkeys(p.name for parameters in declared.values() for p in parameters)
    for name, value in given.items():
        if name not in known:
            yield _unknown(name, known, declared)
        for notebook, parameters in declared.items():
            for kind in (p.type for p in parameters if p.name == name):
                if not fits(value, kind):
                    yield (
                        f"{notebook.name}: parameter {name!r} is {value!r}, "
                        f"of type {type(value).__name__}; expected {kind}"
                    )
        if any(not _sayable(text) for text in (value if isinstance(value, list) else [value])):
            yield f"parameter {name!r} is {value!r}; expected text that a command line can hold"


def _sayable(value: object) -> bool:
    return not isinstance(value, str) or not any(
        letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value
    )


def _unknown(name: str, known: Iterable[str], notebooks: Iterable[Path]) -> str:
    where = ", ".join(notebook.name for notebook in notebooks)
    expected = one_of(name, known) if known else "expected none, for none is declared"
    return f"{where}: no parameter is named {name!r}; {expected}"


def from_texts(notebooks: Iterable[Path], given: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return the parameters given as (name, text) pairs, each as the notebooks declare its type.

    Raises `InputError` with every unknown or repeated name and every text that is not of its type.
    """
    declared = {notebook: read(notebook) for notebook in notebooks}
    types = {p.name: p.type for parameters in declared.values() for p in parameters}
    values, problems = {}, []
    for name, text in given:
        if name not in types:
            problems.append(_unknown(name, types, declared))
            continue
        if name in values:
            problems.append(f"parameter {name!r} is given twice; expected once")
        try:
            values[name] = parse(text, types[name])
        except InputError as error:
            problems.append(f"parameter {name!r}: {error}")
    if problems:
        raise InputError(problems)
    return values


def parse(text: str, type: str) -> object:
    """Return a text from the command line as a value of a declared type.

    A list is comma-separated, as a line of CSV is, with spaces around its items passed over where
    no quotes keep them; the empty text is the empty list. Raises `InputError` when the text does
    not read as the type.

    >>> parse("oil, gas", "list[str]"), parse("true", "bool"), parse("3", "float")
    (['oil', 'gas'], True, 3.0)
    >>> parse('"oil, crude", " gas"', "list[str]")
    ['oil, crude', ' gas']
    """
    if type.startswith("list["):
        return [parse(item, type[5:-1]) for item in _items(text)]
    if type == "str":
        return text
    try:
        value = {"true": True, "false": False}[text] if type == "bool" else ast.literal_eval(text)
        value = float(value) if type == "float" and fits(value, type) else value
    except NOT_LITERAL:
        value = None
    if not fits(value, type):
        raise InputError(f"{text!r} is not {type}; expected {EXAMPLES[type]}")
    return value


def _items(text: str) -> list[str]:
    """Split a list at its commas; the csv module takes one line, and spaces from inside quotes."""
    items, place = [], 0
    while text.strip() and place <= len(text):
        found = ITEM.match(text, place)
        if not found:
            raise InputError(f'{text!r} has a quote that is not closed; expected \'"a","b"\'')
        quoted, plain = found.groups()
        items.append(plain.strip() if quoted is None else quoted.replace('""', '"'))
        place = found.end() + 1
    return items


def to_text(value: object) -> str:
    """Return a value as `parse` reads it back.

    >>> to_text([0.5, 2]), to_text(True), to_text(["oil, crude", " gas"])
    ('0.5,2', 'true', '"oil, crude"," gas"')
    """
    if isinstance(value, list):
        return ",".join(_quoted(to_text(item)) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(item: str) -> str:
    plain = item and item == item.strip() and not set(item) & set(',"\n\r')
    return item if plain else '"' + item.replace('"', '""') + '"'
