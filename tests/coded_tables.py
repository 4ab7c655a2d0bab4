"""Small tables in files as other people have them, and what is told of them."""

import warnings

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis.errors import InputError, InputNote
from analysis.sources.coded import read_coded


def csv_file(folder, text, name="codings.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder, rows, title="Sheet", name="codings.xlsx"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def parquet_file(folder, columns, name="codings.parquet"):
    parquet.write_table(pa.table(columns), folder / name)
    return folder / name


def told(call):
    """Return the lines of the `InputError` that a call raises."""
    with pytest.raises(InputError) as raised:
        call()
    return raised.value.problems


def column(folder, values, field="date", **choices):
    """Read one column of values, and return it as the field."""
    text = "A;V\n" + "".join(f"x;{value}\n" for value in values)
    return read_coded(csv_file(folder, text), {"actor": "A", field: "V"}, **choices)[field]


def noted(call):
    """Return what a call gives, and the notes it makes."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", ResourceWarning)  # of what others left to be collected
        result = call()
    assert all(issubclass(each.category, InputNote) for each in caught)
    return result, [str(each.message) for each in caught]
