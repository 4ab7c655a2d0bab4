import shutil

import pandas as pd
import pytest

from analysis.coding.rows import check, check_coder, check_document, next_id, read, table_of
from analysis.errors import InputError
from analysis.study.load import load_study


@pytest.fixture
def tables(small):
    return read(small, "c1")


def test_a_right_row_has_no_fault(tables, row):
    assert check({"statement_id": "D000-72"} | row, tables) == {}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("locator", "", "expected a value"),
        ("date", "27.11.2024", "'27.11.2024'; expected a date as year-month-day, such as"),
        ("date_precision", "week", "'week'; expected one of: day, month, year"),
        ("speaker", "tokaev", "'tokaev' is not in actors; expected 'tokayev' (nearest)"),
        ("actor", "Kazakhstan", "'Kazakhstan'; expected the form ^[a-z]"),
        ("target", "kazakhstan", "'kazakhstan' is the actor too; expected another"),
        ("sector", "oill", "'oill' is not in sectors; expected 'oil' (nearest)"),
        ("relation", "", "expected a value"),
        ("stance", "2", "'2'; expected a value from -1 to 1"),
        ("stance", "good", "'good'; expected a whole number such as -1"),
        ("paraphrase_fr", " x", "' x'; expected no space before or after the value"),
    ],
)
def test_each_fault_is_told_at_its_field(tables, row, field, value, told):
    faults = check({"statement_id": "D000-72"} | row | {field: value}, tables)
    assert list(faults) == [field] and faults[field].startswith(told)


@pytest.mark.parametrize(("precision", "first"), [("month", "2024-11-01"), ("year", "2024-01-01")])
def test_a_month_or_year_is_written_by_its_first_day(tables, row, precision, first):
    row = {"statement_id": "D000-72"} | row | {"date_precision": precision}
    assert check(row, tables) == {
        "date": f"'2024-11-27' for the {precision}; expected its first day, {first}"
    }
    assert check(row | {"date": first}, tables) == {}


@pytest.mark.long
def test_the_verdict_is_that_of_the_study(tables, row, change):
    """What `check` lets pass, `load_study` does; what not, `load_study` tells in the same words."""
    for field, value in [("stance", "9"), ("target", "kazakhstan"), ("sector", "oill")]:
        wrong = {"statement_id": "D000-01"} | row | {field: value}
        with pytest.raises(InputError) as raised:
            load_study(change("statements", 2, **wrong))
        assert f"field {field}: {check(wrong, tables)[field]}" in str(raised.value)
    assert load_study(change("statements", 2, **({"statement_id": "D000-01"} | row)))


def test_numbers_are_not_used_again():
    ids = pd.Series(["D000-01", "D000-07", "D0001-99", "D001-30"], dtype="str")
    assert next_id("D000", ids) == "D000-08" and next_id("D002", ids) == "D002-01"
    assert next_id("D000", pd.Series([], dtype="str")) == "D000-01"


def test_a_second_coder_codes_in_a_table_of_its_own(folder):
    assert table_of(folder, "c1").name == "statements.csv"
    tables = read(folder, "c2")
    assert tables.path.name == "c2.csv" and set(tables.statements["coder"]) == {"c2"}


def test_the_first_statement_of_a_study_can_be_coded(small):
    path = small / "statements.csv"
    path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    assert read(small, "c1").statements.empty


def test_every_problem_of_the_tables_is_told(small, change):
    change("statements", 2, stance="7")
    (small / "sectors.csv").unlink()
    with pytest.raises(InputError) as raised:
        read(small, "c1")
    told = str(raised.value)
    assert (
        "statements.csv, row 2, field stance: '7'" in told and "sectors.csv: no such file" in told
    )
    shutil.rmtree(small)


def test_an_unknown_document_or_coder_is_told(tables):
    with pytest.raises(InputError, match=r"^document: 'D009' is not in documents; expected 'D0"):
        check_document("D009", tables)
    for coder in ("C 1", "../x", "", None):
        with pytest.raises(InputError, match="expected a short name of small letters and digits"):
            check_coder(coder)
