import csv
from io import StringIO

import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.changes import Change, changed, inverse, records
from analysis.errors import InputError

NAMES = ["statement_id", "told"]
KEY = ["statement_id"]
cells = st.text(st.sampled_from('ab,"\n é\u2028;'), max_size=8)  # the writer quotes no lone \r
told = st.text(st.sampled_from('ab,"\n\r é\u2028;'), max_size=8)
ids = st.tuples(st.integers(0, 12), st.integers(1, 120))


def table(rows, end="\n", names=NAMES, quoting=csv.QUOTE_MINIMAL) -> str:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, names, lineterminator=end, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def name(key: tuple[int, int]) -> str:
    return f"D{key[0]:03d}-{key[1]:02d}"


def added(**row: str) -> Change:
    return Change("statements.csv", None, row)


@tries(100)
@given(
    st.dictionaries(ids, cells, max_size=8),
    ids,
    told,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["", "\ufeff"]),
)
def test_what_is_added_stands_in_order_and_comes_out_again(known, new, told, end, quotes, mark):
    known.pop(new, None)
    rows = [{"statement_id": name(key), "told": known[key]} for key in sorted(known)]
    text = mark + table(rows, end, quoting=quotes)
    change = added(statement_id=name(new), told=told)
    wider = changed(text, KEY, [change])
    assert changed(wider, KEY, inverse([change])) == text
    before, after = ([line for _, line in records(each)] for each in (text, wider))
    line = next(line for cells, line in records(wider) if cells == [name(new), told])
    assert line.endswith(end)
    after.remove(line)
    assert after == before
    documents = [cells[0].split("-")[0] for cells, _ in records(wider)[1:]]
    assert documents == sorted(documents)


@tries(100)
@given(st.dictionaries(ids, cells, min_size=1, max_size=8), told, st.sampled_from(["\n", "\r\n"]))
def test_of_all_rows_only_the_one_changed_is_written_anew(known, told, end):
    rows = [{"statement_id": name(key), "told": known[key]} for key in sorted(known)]
    text, row = table(rows, end, quoting=csv.QUOTE_ALL), rows[len(rows) // 2]
    made = changed(text, KEY, [Change("statements.csv", row, row | {"told": told})])
    pairs = list(zip(records(text), records(made), strict=True))
    others = [line == now for (was, line), (_, now) in pairs if was != [*row.values()]]
    assert all(others) and len(others) == len(rows)
    assert [row["statement_id"], told] in [cells for _, (cells, _) in pairs]


def test_columns_may_stand_in_another_order():
    text = table([], names=["told", "statement_id"])
    made = changed(text, KEY, [added(statement_id="D000-01", told="x")])
    assert made.endswith("\nx,D000-01\n")


def test_a_row_goes_behind_its_document_though_the_table_is_in_no_order():
    text = "statement_id,told\nD005-01,a\nD001-01,b\n\nD003-01,c\n"
    assert changed(text, KEY, [added(statement_id="D001-02", told="d")]) == (
        "statement_id,told\nD005-01,a\nD001-01,b\nD001-02,d\n\nD003-01,c\n"
    )


@pytest.mark.parametrize("text", ["statement_id,told\n", "statement_id,told\nD001-01,b\n"])
def test_a_row_that_is_not_there_as_it_was_is_left_alone(text):
    told = r"^D001-01: no longer stands there as it was; left as it is$"
    gone = Change("statements.csv", {"statement_id": "D001-01", "told": "a"}, None)
    with pytest.raises(InputError, match=told):
        changed(text, KEY, [gone])
