"""Every rule of every table's schema has a value that breaks it and the message a coder reads."""

import re
from functools import partial
from unicodedata import normalize

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.study.resources import model_package
from analysis.tables.schema import cell_problems, reference_problems, typed
from analysis.tables.study_tables import read_cells

RULES = [
    (resource["name"], field["name"], rule)
    for resource in model_package()["resources"]
    for field in resource["schema"]["fields"]
    for rule in ("type", *field.get("constraints", {}))
    if field.get("constraints", {}).get(rule) is not False
    and not (rule == "type" and field["type"] == "string")
]
SCHEMAS = {resource["name"]: resource["schema"] for resource in model_package()["resources"]}
BREAKS = {
    "type": {"integer": "one", "number": "1,5", "date": "27.11.2024"},
    "required": "",
    "enum": "no such choice",
    "minimum": "-9",
    "maximum": "9",
}
EXPECTED = {
    "type": r"expected a (whole number|number|date)",
    "required": "expected a value",
    "enum": "expected one of",
    "pattern": "expected the form",
    "minimum": "expected (a value from|at least)",
    "maximum": "expected a value from",
    "unique": "expected each value once",
}


def one_field(table: str, name: str) -> dict:
    return next(field for field in SCHEMAS[table]["fields"] if field["name"] == name)


@pytest.mark.parametrize(("table", "name", "rule"), RULES)
def test_every_rule_can_be_broken_and_says_what_was_expected(table, name, rule):
    field = one_field(table, name)
    broken = BREAKS.get(rule, "§§§")
    values = [broken[field["type"]] if isinstance(broken, dict) else broken]
    values = values * 2 if rule == "unique" else values
    cells = pd.DataFrame({name: values}, index=range(2, 2 + len(values)), dtype="str")
    told = list(cell_problems(f"{table}.csv", cells, {"fields": [field]}))
    found = [problem for problem in told if re.search(EXPECTED[rule], problem)]
    assert found and f"{table}.csv, row " in found[0] and f"field {name}: " in found[0]


@pytest.mark.parametrize(
    ("table", "foreign"),
    [(name, key) for name, schema in SCHEMAS.items() for key in schema.get("foreignKeys", [])],
    ids=lambda value: value if isinstance(value, str) else value["fields"],
)
def test_every_reference_can_fail(table, foreign):
    target = foreign["reference"]
    cells = pd.DataFrame({foreign["fields"]: ["nowhere"]}, index=[2], dtype="str")
    known = pd.DataFrame({target["fields"]: ["somewhere"]}, dtype="str")
    told = reference_problems(
        f"{table}.csv", cells, {"foreignKeys": [foreign]}, {target["resource"]: known}
    )
    expected = f"{table}.csv, row 2, field {foreign['fields']}: 'nowhere' is not in "
    assert [problem.startswith(expected) for problem in told] == [True]


def test_every_table_has_a_key_that_must_not_repeat():
    for name, schema in SCHEMAS.items():
        key = schema["primaryKey"]
        fields = [key] if isinstance(key, str) else key
        cells = pd.DataFrame({field: ["x", "x"] for field in fields}, index=[2, 3], dtype="str")
        bare = [{"name": field, "type": "string"} for field in fields]
        told = list(cell_problems(f"{name}.csv", cells, {"fields": bare, "primaryKey": key}))
        assert len(told) == 1 and "stands in row 2 too" in told[0]


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=8).map(
    partial(normalize, "NFC")
)  # as a table is read, whatever form it is written in


@given(st.lists(st.tuples(words, st.integers(-99, 99), st.dates()), min_size=1, max_size=6))
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("tables") / "t.csv"
    frame = pd.DataFrame(rows, columns=["word", "count", "day"])
    frame.to_csv(path, index=False, lineterminator="\n")
    schema = {
        "fields": [
            {"name": "word", "type": "string"},
            {"name": "count", "type": "integer"},
            {"name": "day", "type": "date"},
        ]
    }
    cells, problems = read_cells(path, schema)
    assert not problems and not list(cell_problems("t.csv", cells, schema))
    back = typed(cells, schema)
    assert list(back["word"].fillna("")) == [word for word, _, _ in rows]
    assert list(back["count"]) == [count for _, count, _ in rows]
    assert list(back["day"].dt.date) == [day for _, _, day in rows]
