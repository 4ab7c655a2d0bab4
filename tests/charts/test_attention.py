"""Attention is drawn to the study's other state and to powers, as far as there are events."""

import ibis
import pandas as pd

from analysis import charts

NAMES = [
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher"),
]


def events(*targets: str) -> ibis.Table:
    table = pd.DataFrame({"actor": "KAZ", "target": targets})
    return ibis.memtable(table.assign(date=pd.Timestamp("2021-05-06"), stance=1.0))


def test_the_other_state_comes_first_and_powers_without_events_are_left_out(study):
    chart = charts.attention(study, events=events("RUS", "RUS", "TUR", "JPN"))
    assert chart.table[["target", "events"]].to_numpy().tolist() == [["RUS", 2], ["TUR", 1]]
    assert "Russia 50%, Türkiye 25%" in chart.finding
    nobody = charts.attention(study, events=events("JPN", "DEU"))
    assert nobody.table[["target", "events"]].to_numpy().tolist() == [["RUS", 0], ["EU", 1]]


def test_states_that_are_asked_for_are_drawn_without_events_too(study):
    asked = charts.attention(study, events=events("RUS", "JPN"), among=["CHN", "JPN"])
    assert [*asked.table["target"]] == ["CHN", "JPN", "EU"]


def test_files_of_other_states_are_no_events_of_these(study, tmp_path, monkeypatch):
    folder = tmp_path / "data" / "events" / "icews"
    folder.mkdir(parents=True)
    row = ["1", "2021-05-06", "A", "", "China", "Consult", "040", "1.0", "B", "", "Mongolia", "7"]
    lines = ["\t".join(NAMES), "\t".join([*row, "1", "A wire"])]
    (folder / "events.2021.tab").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr("analysis.sources.events.at_hand.project", lambda: tmp_path)
    for chart in (charts.attention(study), charts.hand_and_machine(study)):
        assert chart.table.empty and chart.finding.startswith("No event files of these states")
