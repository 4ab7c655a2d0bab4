from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.exchange.values import alike, text, unholdable, values


def held(**attributes):
    problems = []
    record = values("node 'x'", attributes, problems)
    return record, problems


def test_numbers_of_numpy_become_numbers_of_python():
    record, problems = held(a=np.int64(3), b=np.float64(0.1), c=np.True_, d=np.float32(0.5))
    assert record == {"a": 3, "b": 0.1, "c": True, "d": 0.5} and problems == []
    assert [type(value) for value in record.values()] == [int, float, bool, float]


def test_lists_become_text_in_their_order_and_sets_in_that_of_the_alphabet():
    record, _ = held(a=["y", "x"], b={"y", "x"}, c=(1, 0.5), d=np.array(["p", "q"]))
    assert record == {"a": ("y", "x"), "b": ("x", "y"), "c": ("1", "0.5"), "d": ("p", "q")}
    assert text(record["a"]) == "y x" and text(()) == ""


def test_dates_become_iso_8601():
    record, _ = held(a=date(2024, 11, 27), b=pd.Timestamp("2024-11-27 10:00"))
    assert record == {"a": "2024-11-27", "b": "2024-11-27T10:00:00"}


@pytest.mark.parametrize("missing", [None, float("nan"), np.float64("nan"), pd.NA, pd.NaT, {}])
def test_what_is_missing_is_left_out(missing):
    assert held(a=missing, b="") == ({"b": ""}, [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\x01b", r"node 'x': a: 'a\x01b' holds the control character '\x01'; expected text"),
        (["ok", "\x00"], r"node 'x': a: 'ok \x00' holds the control character '\x00'"),
        ("\ud800", r"node 'x': a: '\ud800' holds the control character '\ud800'"),
        ("\ufffe", r"holds the control character '\ufffe'"),
        (float("inf"), "node 'x': a: inf; expected a finite number"),
        (np.float64("-inf"), "node 'x': a: -inf; expected a finite number"),
        ({"b": 1}, "node 'x': a: {'b': 1}; expected text, a number, a truth value, a date or a"),
    ],
)
def test_what_no_file_holds_is_told(value, expected):
    record, problems = held(a=value)
    assert record == {} and len(problems) == 1 and expected in problems[0]


def test_the_name_of_an_attribute_is_text_too():
    assert held(**{"a\x02": 1})[1][0].startswith(r"node 'x': a" + "\x02: 'a\\x02' holds")


def test_lines_and_tabs_can_be_held():
    assert unholdable("a\r\n\tb \x85 \U0001f6e2") == ""


def test_an_attribute_has_one_type_in_all_records():
    records = [{"a": 1, "b": True, "c": ("x", "y")}, {"a": 0.5, "b": "no", "c": "z"}, {"a": 2}]
    assert alike(records) == [
        {"a": 1.0, "b": "true", "c": "x y"},
        {"a": 0.5, "b": "no", "c": "z"},
        {"a": 2.0},
    ]
    assert [type(record["a"]) for record in alike(records)] == [float] * 3
