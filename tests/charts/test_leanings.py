"""How statements lean by any field, against counts made by hand."""

import pandas as pd
import pytest

from analysis import charts
from analysis.errors import InputError
from analysis.study.selection import with_documents

SAID = pd.DataFrame(
    [("A", stance, f"f{number}") for number, stance in enumerate([1, 1, 1, 1, 1, 1, 0])]
    + [("B", stance, f"f{number}") for number, stance in enumerate([-1, -1, -1, -1, -1, -1])]
    + [("C", 1, "f1"), ("C", -1, "f2")],
    columns=["actor", "stance", "family"],
).assign(sector="x")


def test_who_leans_clearly_is_told_of_those_with_enough_families():
    made = charts.leanings(SAID)
    assert made.finding == (
        "Clearly more positive than negative: 1 of 2 with families enough. "
        "Clearly more negative: B."
    )
    counts = made.table.set_index("actor")[["friendly", "strained", "neutral", "total"]]
    assert counts.T.to_dict("list") == {"A": [6, 0, 1, 7], "B": [0, 6, 0, 6], "C": [1, 1, 0, 2]}


def test_without_families_enough_nobody_is_told_to_lean():
    few = SAID[SAID["family"].isin(["f1", "f2"])]
    assert charts.leanings(few).finding == (
        "Too few families of documents to tell how any of them leans."
    )


@pytest.mark.parametrize("by", ["speaker", "side", "quality", "relation"])
def test_any_field_of_statements_and_documents_is_counted(study, by):
    made = charts.leanings(study, by=by, most=1000).table.set_index(by)
    said = with_documents(study).dropna(subset=[by, "stance"])
    said = said[said[by] != ""]
    acts = said["act"].where(said["act"].notna() & (said["act"] != ""))
    once = said[~(acts.notna() & said.assign(act=acts).duplicated([by, "stance", "act"]))]
    assert made["friendly"].to_dict() == (
        (once["stance"] > 0).groupby(once[by]).sum().reindex(made.index).to_dict()
    )
    assert made["total"].sum() == len(once)


def test_only_those_of_most_statements_are_shown_and_sides_have_their_names(study):
    made = charts.leanings(study, by="side", most=2, language="fr")
    assert len(made.table) == 2 and made.table["total"].is_monotonic_decreasing
    declared = {each["side"]: each["names"]["fr"] for each in study.package["sides"]}
    assert all(line.name == declared.get(line.side, line.name) for line in made.table.itertuples())


def test_an_unknown_field_is_told(study):
    with pytest.raises(InputError, match="field: 'nonsense' is unknown"):
        _ = charts.leanings(study, by="nonsense").finding
