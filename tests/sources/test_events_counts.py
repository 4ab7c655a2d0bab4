"""Counts of events agree with those that other means found in the same rows.

The synthetic rows and their truth are in the project (tests/reference/events); the real ones, which
may not be, are read where the reference folder stands beside it.
"""

import pandas as pd
import pytest
from event_cells import FOLDER, SHARED, differing, tables

import analysis
from analysis.sources.events.account import accounted
from analysis.sources.events.mentions import mentions_of, rows_of
from analysis.tables.compiled import executed

pytestmark = pytest.mark.slow

TRUTH = pd.read_csv(FOLDER / "expected_synthetic.csv")
FILES = pd.read_csv(FOLDER / "expected_synthetic_files.csv")
SETS = {
    "gdelt1": ("gdelt1", "gdelt1"),
    "gdelt1_backfile": ("gdelt1", "gdelt1_backfile/201203.zip"),
    "gdelt2": ("gdelt2", "gdelt2"),
    "icews": ("icews", "icews"),
    "icews_2017form_code_from_text": ("icews", "icews_2017form"),
    "polecat": ("polecat", "polecat"),
}
"""By the name of a set in the reference the form and the files; of the file without codes only
those found by the text, for `read_events` says why it looks them up."""

real = pytest.mark.skipif(not SHARED.exists(), reason="the real rows are not beside the project")


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", SETS)
def test_every_cell_of_the_synthetic_rows_agrees(name):
    form, path = SETS[name]
    expected = TRUTH[TRUTH["file"] == name]
    assert len(expected) > 10
    assert differing(tables(FOLDER / path, form), expected) == []


def test_dates_outside_the_period_of_a_file_are_kept_and_counted():
    """A day of 1920 and one 25 years ahead, in files of 2024."""
    found = accounted(FOLDER / "gdelt1", "gdelt1").groupby("measure")["value"].sum()
    events = executed(analysis.read_events(FOLDER / "gdelt1", "gdelt1").select("date"))
    years = pd.to_datetime(events["date"]).dt.year
    assert (years == 1920).sum() == found["flag_long_before"] > 0
    assert (years > 2024).sum() == found["flag_future_date"] > 0


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", SETS)
def test_every_row_of_the_synthetic_files_is_accounted_for(name):
    form, path = SETS[name]
    folder = path.partition("/")[0]
    expected = FILES[FILES["file"].str.startswith(folder + "/")].copy()
    expected["measure"] = expected["measure"].replace("flag_no_goldstein", "flag_no_stance")
    if folder == "icews_2017form":
        expected = expected[expected["measure"] != "flag_no_code"]  # they are found by the text
    found = accounted(FOLDER / path, form)
    found = found[found["measure"] != "flag_long_before"]  # which the reference does not count
    found["file"] = folder + "/" + found["file"]
    order = ["file", "measure", "value"]
    same = [table.sort_values(order)[order].to_numpy().tolist() for table in (found, expected)]
    assert same[0] == same[1]


def test_a_dyad_agrees_with_the_truth_of_its_months():
    events = analysis.read_events(FOLDER / "gdelt2", "gdelt2", between=("RUS", "KAZ"))
    found = analysis.dyad(events, "KAZ", "RUS").set_index(["actor", "target", "period"])
    truth = TRUTH[(TRUTH["file"] == "gdelt2") & (TRUTH["by"] == "month")]
    truth = truth.set_index(["actor", "target", "period"]).loc[found.index]
    assert len(found) == len(truth)
    assert found["events"].tolist() == truth["count"].tolist()
    assert found["stance"].round(6).tolist() == truth["stance_mean"].tolist()
    quads = found[["verbal_cooperation", "material_cooperation"]].to_numpy().tolist()
    assert quads == truth[["quad1", "quad2"]].to_numpy().tolist()


def test_mentions_agree_with_the_truth():
    truth = pd.read_csv(FOLDER / "expected_mentions.csv", keep_default_na=False)
    truth = truth.set_index(["actor", "target", "period", "measure"])["value"].sort_index()
    events = analysis.read_events(FOLDER / "gdelt2", "gdelt2", mentions=FOLDER / "gdelt2").execute()
    for actor, target, period in {key[:3] for key in truth.index if key[0]}:
        mine = events[(events["actor"] == actor) & (events["target"] == target)]
        if period != "all":
            mine = mine[mine["date"].astype("str").str[:7] == period]
        known = mine[mine["mentions"] > 0]
        mean = (known["confidence"] * known["mentions"]).sum() / known["mentions"].sum()
        found = {
            "events": len(mine),
            "mentions": mine["mentions"].sum(),
            "events_of_2_or_more_sources": (mine["sources"] >= 2).sum(),
            "mentions_of_confidence_50_or_more": mine["sure"].sum(),
            "mean_confidence_of_mentions": mean,
        }
        wanted = truth[actor, target, period].astype(float)
        assert found == pytest.approx(wanted.to_dict(), abs=1e-6)


def test_mentions_of_events_in_other_files_are_told_apart():
    truth = pd.read_csv(FOLDER / "expected_mentions.csv").set_index("measure")["value"]
    every, by_event = rows_of(FOLDER / "gdelt2"), mentions_of(FOLDER / "gdelt2")
    events = analysis.read_events(FOLDER / "gdelt2", "gdelt2")
    lost = every.anti_join(events, every.event_id == events.statement_id)
    assert executed(every.count()) == truth["mention_rows"]
    assert executed(by_event.count()) == truth["mentioned_ids"]
    assert executed(lost.count()) == truth["mention_rows_of_no_event_in_the_files"]


@pytest.mark.long
@real
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("icews_raw_2018-06_sample_kaz_or_rus.tsv", "icews"),
        ("gdelt1_events_kaz_any_in_georgia_sample_2011_2013.csv", "gdelt1"),
    ],
)
def test_every_cell_of_real_files_agrees(name, form):
    expected = pd.read_csv(SHARED / "expected_events.csv").query("file == @name")
    assert differing(tables(SHARED / name, form), expected) == []
    files = pd.read_csv(SHARED / "expected_files.csv").query("file == @name")
    found = accounted(SHARED / name, form).set_index("measure")["value"]
    assert found[files["measure"]].tolist() == files["value"].tolist()


@pytest.mark.long
@real
@pytest.mark.parametrize("name", ["events_kaz_rus_icews_tkg.csv", "events_eurasia_icews_tkg.csv"])
def test_every_cell_of_real_extracts_agrees(name):
    """They are of no form as published: a table with the names of ICEWS, and no ids."""
    expected = pd.read_csv(SHARED / "expected_events.csv").query("file == @name")
    rows = pd.read_csv(SHARED / name, dtype="str", keep_default_na=False).rename(
        columns={
            "date": "Event Date",
            "source": "Source Name",
            "source_iso3": "Source Country",
            "relation": "Event Text",
            "cameo_code": "CAMEO Code",
            "goldstein": "Intensity",
            "target": "Target Name",
            "target_iso3": "Target Country",
        }
    )
    assert differing(tables(rows, "icews"), expected) == []
