"""Networks at points in time: reference cases, brute force, and what must hold of any record."""

import dynamics_cases as cases
import numpy as np
import pandas as pd
import pytest
from generated import tables, tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.networks.dated import dated
from analysis.networks.matrices import one_mode, two_mode
from analysis.networks.slices import Measured, slices
from analysis.networks.smoothed import smoothed
from analysis.networks.time_weights import KERNELS, by_calendar, by_kernel, by_nearest, half_widths

SCALE = (-2, 2)


def network(case: str, **more) -> pd.DataFrame:
    told = cases.parameters(case)
    found = smoothed(
        cases.statements(),
        times=[told["t"]],
        mode=told["mode"],
        aggregation=told["aggregation"],
        normalization=told.get("normalization", "none"),
        duplicates=told.get("duplicates", "include"),
        scale=SCALE,
        **more,
    )
    return found.matrix(0)


@pytest.mark.parametrize("case", cases.names("kernel_network"))
def test_networks_of_a_kernel_are_the_reference(case):
    told = cases.parameters(case)
    cases.agree(network(case, kernel=told["kernel"], width=float(told["h"])), case)


@pytest.mark.parametrize("case", cases.names("kernel_mass"))
def test_what_stands_behind_a_slice_is_the_reference(case):
    told = cases.parameters(case)
    said = dated(cases.statements(), unit=None, scale=SCALE)
    cut = by_kernel(said, [told["t"]], kernel=told["kernel"], width=float(told["h"]))
    support = slices(said, cut, Measured()).support.iloc[0]
    for name in ("statements", "effective", "inside"):
        assert support[name] == pytest.approx(cases.value(case, "all", name), abs=1e-9)


def test_windows_of_statements_are_the_reference():
    said = dated(cases.statements(), scale=SCALE)
    for ties in ("in", "out"):
        width = half_widths(said, ["2022-06-15"], nearest=21, ties=ties)[0]
        assert width == cases.value("nearest_bounds", ties, "half_width")
    for case in cases.names("window_network"):
        told = cases.parameters(case)
        cases.agree(network(case, nearest=int(told["nearest"]), ties=told["ties"]), case)


@tries(30)
@given(tables, st.sampled_from(sorted(KERNELS)), st.integers(1, 400))
def test_kernel_networks_are_the_sum_over_all_pairs(table, kernel, width):
    """By brute force, from the formula, without arrays."""
    time = pd.Timestamp("2021-06-01")
    weights = KERNELS[kernel](((table["date"] - time).dt.days / width).to_numpy(float))
    told = {"kernel": kernel, "width": width, "scale": SCALE}
    two = smoothed(table, times=[time], aggregation="subtract", **told).matrix(0)
    one = smoothed(table, times=[time], mode="one", **told).matrix(0)
    lines = [*zip(table["actor"], table["sector"], table["stance"], weights, strict=True)]
    for actor in two.index:
        for sector in two.columns:
            cell = sum(w * k for a, s, k, w in lines if (a, s) == (actor, sector))
            assert two.loc[actor, sector] == pytest.approx(cell, abs=1e-9)
        for other in one.index.drop(actor):
            pairs = (
                np.sqrt(w * v) * (1 - abs(k - m) / 4)
                for a, s, k, w in lines
                for b, r, m, v in lines
                if (a, b) == (actor, other) and s == r
            )
            assert one.loc[actor, other] == pytest.approx(sum(pairs), abs=1e-9)


@pytest.mark.sample(1)
@pytest.mark.parametrize("kernel", KERNELS)
@tries(60)
@given(tables, st.sampled_from(["activity", "none", "average", "cosine"]))
def test_a_wide_kernel_gives_the_network_of_all_time(kernel, table, normalization):
    told = {"kernel": kernel, "width": 1e12, "scale": SCALE}
    if normalization != "activity":
        found = smoothed(table, times=1, mode="one", normalization=normalization, **told)
        whole = one_mode(table, normalization=normalization, scale=SCALE)
        np.testing.assert_allclose(found.values[0], whole, atol=1e-9)
        return
    found = smoothed(table, times=1, normalization="activity", **told)
    np.testing.assert_allclose(found.values[0], two_mode(table, normalization="activity"))


@pytest.mark.long
@tries(30)
@given(tables, st.integers(1, 200))
def test_the_uniform_kernel_is_the_plain_window_to_the_last_bit(table, width):
    time = pd.Timestamp("2021-06-01")
    inside = table[(table["date"] - time).abs().dt.days <= width]
    for rule in ("include", "document", "family", "acrossrange"):
        found = smoothed(
            table,
            times=[time],
            kernel="uniform",
            width=width,
            aggregation="subtract",
            duplicates=rule,
        ).matrix(0)
        plain = two_mode(inside, aggregation="subtract", duplicates=rule)
        plain = plain.reindex(index=found.index, columns=found.columns, fill_value=0.0)
        assert np.array_equal(found, plain)


@tries(20)
@given(tables)
def test_congruence_and_conflict_sum_to_ignore_and_ties_are_symmetric(table):
    said = dated(table, scale=SCALE)
    cut = by_kernel(said, 3, width=100)
    one, other, both = (
        slices(said, cut, Measured("one", each)).values
        for each in ("congruence", "conflict", "ignore")
    )
    np.testing.assert_allclose(one + other, both, atol=1e-9)
    np.testing.assert_allclose(both, both.transpose(0, 2, 1))


@pytest.mark.long
@tries(15)
@given(tables, st.integers(-5000, 5000), st.randoms())
def test_neither_the_calendar_nor_the_order_of_rows_matters(table, days, chance):
    time = pd.Timestamp("2021-06-01")
    shift = pd.Timedelta(days=days)
    order = [*table.index]
    chance.shuffle(order)
    moved = table.loc[order].assign(date=table["date"].loc[order] + shift)
    for kernel in KERNELS:
        one = smoothed(table, times=[time], kernel=kernel, duplicates="family").values
        other = smoothed(moved, times=[time + shift], kernel=kernel, duplicates="family").values
        np.testing.assert_allclose(one, other, atol=1e-12)


def test_a_date_of_a_month_has_the_least_weight_of_its_days():
    table = pd.DataFrame(
        {"actor": "a", "sector": "x", "stance": 1, "date": ["2024-02-01"], "family": "f"}
    ).assign(date_precision="month")
    told = {"kernel": "triangular", "width": 56}
    assert smoothed(table, times=["2024-02-01"], **told).values.item() == pytest.approx(0.5)
    assert smoothed(table, times=["2024-02-15"], **told).values.item() == pytest.approx(0.75)
    uniform = smoothed(table, times=["2024-02-15", "2024-02-16"], kernel="uniform", width=14)
    assert uniform.values.ravel().tolist() == [1, 0]


def test_calendar_slices_are_the_periods_of_the_record():
    table = cases.statements()
    said = dated(table, scale=SCALE)
    quarters = slices(said, by_calendar(said, "quarter"), Measured(aggregation="subtract"))
    assert quarters.labels[0] == "2021-Q1" and len(quarters.labels) == 16
    for place, label in enumerate(quarters.labels):
        part = table[table["date"].dt.to_period("Q").astype(str).str.replace("Q", "-Q") == label]
        plain = two_mode(part, aggregation="subtract")
        plain = plain.reindex(index=quarters.rows, columns=quarters.columns, fill_value=0.0)
        assert np.array_equal(quarters.matrix(place), plain)


def test_slices_tell_how_much_stands_behind_them():
    table = cases.statements()
    support = smoothed(table, times=["2021-01-24", "2022-06-15"], width=120).support
    assert support["inside"].tolist() == pytest.approx([0.5, 1], abs=0.01)
    assert support["thin"].tolist() == [True, False] or support["effective"].iloc[0] >= 5
    assert (support["effective"] <= 60).all()


def test_a_time_without_statements_is_an_empty_network_and_thin():
    found = smoothed(cases.statements(), times=["1990-01-01"], mode="one", scale=SCALE)
    assert not found.values.any() and found.support["thin"].all()
    assert found.support["statements"].tolist() == [0]


def test_the_kernel_is_even_and_the_future_weighs_as_the_past():
    """Discourse Network Analyzer takes |1 − u| for a triangle, which weighs one side double."""
    for name, kernel in KERNELS.items():
        u = np.linspace(0, 4, 81)
        assert np.array_equal(kernel(u), kernel(-u)), name
        assert kernel(np.zeros(1)) == 1 and (np.diff(kernel(u)) <= 0).all()


def test_ties_at_the_border_are_all_in_or_all_out():
    table = pd.DataFrame(
        {
            "actor": list("abcd"),
            "sector": "x",
            "date": pd.to_datetime(["2024-01-05", "2024-01-03", "2024-01-07", "2024-02-01"]),
            "family": list("abcd"),
        }
    )
    said = dated(table)
    for ties, rows in (("in", [1, 1, 1, 0]), ("out", [1, 0, 0, 0])):
        cut = by_nearest(said, ["2024-01-05"], nearest=2, ties=ties)
        assert slices(said, cut, Measured()).values[0, :, 0].tolist() == rows


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kernel": "normal"}, "kernel: 'normal'; expected 'uniform'"),
        ({"width": 0}, "width: 0; expected a number of days above 0"),
        ({"width": float("inf")}, "width: inf; expected a number of days"),
        ({"width": 3, "nearest": 3}, "width: given with nearest"),
        ({"nearest": 0}, "nearest: 0; expected a number of statements from 1 to 188"),
        ({"nearest": 500}, "from 1 to 188, which have dates"),
        ({"nearest": 5, "ties": "half"}, "ties: 'half'"),
        ({"times": ["soon"]}, "times: 'soon'; expected a date, such as"),
        ({"times": []}, "times: none"),
        ({"times": 0}, "times: 0; expected a number from 1 up, or dates"),
        ({"mode": "three"}, "mode: 'three'"),
        ({"aggregation": "combine"}, "aggregation: 'combine'"),
        ({"aggregation": "subtract", "level": None}, "level: missing"),
        ({"aggregation": "subtract", "level": "frame"}, "level: 'frame' is text"),
        (
            {"mode": "one", "normalization": "jaccard", "kernel": "gaussian"},
            "under which no cell is absent; expected 'gaussian_cut'",
        ),
    ],
)
def test_what_cannot_be_smoothed_is_told(asked, message):
    asked = {"times": ["2022-06-15"], "scale": SCALE} | asked
    with pytest.raises(InputError, match=message):
        smoothed(cases.statements(), **asked)


def test_a_source_without_dates_is_told():
    table = cases.statements().drop(columns="date")
    for source in (table, table.assign(date=None)):
        with pytest.raises(InputError, match="date: no statement has one"):
            smoothed(source)
