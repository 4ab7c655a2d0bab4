import shutil

import numpy as np
import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.errors import InputError
from analysis.measures.agreement import agreement, align, codings, seen_by_one
from analysis.study.load import load_study


@pytest.fixture(scope="module")
def coding(study):
    return study.statements[study.statements["document_id"] == "D000"].reset_index(drop=True)


def other_ids(coding: pd.DataFrame) -> pd.DataFrame:
    return coding.assign(statement_id=coding["statement_id"].str.replace("D000-", "D000-9"))


def test_a_coding_agrees_with_itself(coding):
    units = align(coding, other_ids(coding))
    assert len(units) == len(coding) and seen_by_one(units) == 0
    assert (units["second"] == units["first"].str.replace("D000-", "D000-9")).all()
    table = agreement(coding, other_ids(coding), draws=50)
    assert (table["alpha"] == 1).all() and (table["low"] == 1).all()


def test_units_that_only_one_coder_saw_are_counted(coding):
    second = other_ids(coding).iloc[5:]
    units = align(coding, second)
    assert units["second"].isna().sum() == 5 and units["first"].isna().sum() == 0
    assert seen_by_one(units) == pytest.approx(5 / len(coding))


def test_alpha_is_that_of_the_textbook():
    """Krippendorff's worked example of nominal data, two observers, ten units: alpha is 0.095."""
    first, second = "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"
    table = pd.DataFrame({
        "document_id": "D000", "locator": [f"par {n}" for n in range(10)], "actor": "a",
        "target": "b", "speaker": "s", "sector": first.split(), "relation": "agree", "stance": 0,
        "statement_id": [f"D000-{n:02d}" for n in range(10)],
    })  # fmt: skip
    other = table.assign(sector=second.split())
    measured = agreement(table, other, draws=200).set_index("variable")
    assert measured.loc["sector", "alpha"] == pytest.approx(0.095, abs=5e-4)
    assert measured.loc["sector", "low"] < 0.095 < measured.loc["sector", "high"]
    assert np.isnan(measured.loc["relation", "alpha"]), "no value varies"


def test_chance_gives_an_alpha_of_about_zero(coding):
    many = pd.concat([coding] * 10, ignore_index=True)
    many["locator"] = [f"par {n}" for n in range(len(many))]
    many["statement_id"] = [f"D000-{n:04d}" for n in range(len(many))]
    shuffled = many.assign(sector=many["sector"].sample(frac=1, random_state=3).to_numpy())
    measured = agreement(many, shuffled, draws=20).set_index("variable")["alpha"]
    assert abs(measured["sector"]) < 0.05 and measured["relation"] == 1


def test_codings_are_read_and_checked(coding, folder, capsys):
    shutil.rmtree(folder / "codings")
    assert codings(load_study(folder)) == {}
    (folder / "codings").mkdir()
    path = folder / "codings" / "c2.csv"
    coding.to_csv(path, index=False)
    assert len(codings(load_study(folder))["c2"]) == len(coding)
    coding.assign(stance=5, sector="oill").head(1).to_csv(path, index=False)
    with pytest.raises(InputError) as raised:
        codings(load_study(folder))
    told = str(raised.value)
    assert "c2.csv, row 2, field stance: '5'" in told and "'oill' is not in sectors" in told
    coding.assign(target=coding["actor"]).head(1).to_csv(path, index=False)
    assert main(["check", str(folder)]) == 1
    assert "c2.csv, row 2, field target: 'tokayev' is the actor too" in capsys.readouterr().err
