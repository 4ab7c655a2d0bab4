"""UCINET DL: full matrices with the labels of their rows and columns.

The format is described in the help of UCINET (Borgatti, Everett and Freeman), under DL LANGUAGE.
It is written here, because NetworkX neither reads nor writes it.
"""

import re
from collections.abc import Iterable

import pandas as pd

from analysis.errors import InputError

BARE = re.compile(r"[\w.-]+")


def dl(matrices: dict[str, pd.DataFrame]) -> str:
    """Return matrices over the same rows and columns as DL, each by its name; one may have none.

    A matrix whose rows are its columns is one-mode (`n`), any other two-mode (`nr`, `nc`). Labels
    are the ids, whatever the language, because UCINET tells nodes apart by their labels; its help
    says that it makes them upper case and cuts them after 18 characters. A label that holds more
    than letters, digits, `_`, `.` and `-` stands between quotation marks. Numbers are in full
    precision.
    Raises `InputError` for a label that is empty or holds a quotation mark, a line break or another
    control character, for which the format has no way.
    """
    first = next(iter(matrices.values()))
    size, labels = _axes(first)
    if list(matrices) != [""]:
        size, labels = f"{size} nm={len(matrices)}", labels | {"matrix labels": matrices}
    lines = [f"dl {size} format=fullmatrix"]
    for kind, ids in labels.items():
        lines += [f"{kind}:", _labels(ids)]
    lines.append("data:")
    for matrix in matrices.values():
        lines += [" ".join(map(_number, row)) for row in matrix.to_numpy(float).tolist()]
    return "\n".join(lines) + "\n"


def _axes(matrix: pd.DataFrame) -> tuple[str, dict[str, Iterable[object]]]:
    if matrix.index.equals(matrix.columns):
        return f"n={len(matrix)}", {"labels": matrix.index}
    size = f"nr={len(matrix)} nc={len(matrix.columns)}"
    return size, {"row labels": matrix.index, "column labels": matrix.columns}


def _labels(ids: Iterable[object]) -> str:
    """Return labels on one line between commas, which Gephi reads as well."""
    labels = [str(each) for each in ids]
    wrong = [
        f"label {label!r}: UCINET DL cannot hold it; expected text without quotation marks and "
        "line breaks"
        for label in labels
        if not label or re.search(r'["\x00-\x1f\x7f\x85\u2028\u2029]', label)
    ]
    if wrong:
        raise InputError(wrong)
    return ",".join(label if BARE.fullmatch(label) else f'"{label}"' for label in labels)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
