import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.lines import insert, records, remove
from analysis.errors import InputError

NAMES = ["statement_id", "told"]
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


@given(
    st.dictionaries(ids, cells, max_size=8),
    ids,
    told,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["", "\ufeff"]),
)
def test_what_is_inserted_stands_in_order_and_comes_out_again(known, new, told, end, quotes, mark):
    known.pop(new, None)
    rows = [{"statement_id": name(key), "told": known[key]} for key in sorted(known)]
    text, row = mark + table(rows, end, quoting=quotes), {"statement_id": name(new), "told": told}
    wider = insert(text, row)
    assert remove(wider, row) == text
    before = [line for _, line in records(text)]
    after = [line for _, line in records(wider)]
    added = next(line for cells, line in records(wider) if cells == [name(new), told])
    assert added.endswith(end)
    after.remove(added)
    assert after == before
    documents = [cells[0].split("-")[0] for cells, _ in records(wider)[1:]]
    assert documents == sorted(documents)


def test_columns_may_stand_in_another_order():
    text = table([], names=["told", "statement_id"])
    assert insert(text, {"statement_id": "D000-01", "told": "x"}).endswith("\nx,D000-01\n")


def test_a_row_goes_behind_its_document_though_the_table_is_in_no_order():
    text = "statement_id,told\nD005-01,a\nD001-01,b\n\nD003-01,c\n"
    assert insert(text, {"statement_id": "D001-02", "told": "d"}) == (
        "statement_id,told\nD005-01,a\nD001-01,b\nD001-02,d\n\nD003-01,c\n"
    )


@pytest.mark.parametrize("text", ["statement_id,told\n", "statement_id,told\nD001-01,b\n"])
def test_a_row_that_is_not_there_as_it_was_is_left_alone(text):
    told = r"^D001-01: no longer stands there as it was added; left as it is$"
    with pytest.raises(InputError, match=told):
        remove(text, {"statement_id": "D001-01", "told": "a"})
