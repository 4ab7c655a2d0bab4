import re
import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.errors import InputError
from analysis.measures.agreement import COMPARED, agreement, align, codings, compared, seen_by_one
from analysis.measures.codewise import LEAST, codewise
from analysis.measures.unitising import settled, unitised
from analysis.places import DATA
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
    table = pd.DataFrame(
        {
            "document_id": "D000",
            "locator": [f"par {n}" for n in range(10)],
            "actor": "a",
            "target": "b",
            "speaker": "s",
            "sector": first.split(),
            "relation": "agree",
            "stance": 0,
            "statement_id": [f"D000-{n:02d}" for n in range(10)],
        }
    )
    other = table.assign(sector=second.split())
    measured = agreement(table, other, draws=200).set_index("variable")
    assert measured.loc["sector", "alpha"] == pytest.approx(0.095, abs=5e-4)
    assert measured.loc["sector", "low"] < 0.095 < measured.loc["sector", "high"]
    assert np.isnan(measured.loc["relation", "alpha"]), "no value varies"


@pytest.mark.long
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


def rows(ids: str, parties: list[str], locator: str | None = "page", **fields) -> pd.DataFrame:
    """Return a coding of one passage: a statement for each actor."""
    told = {
        "document_id": "D1",
        "locator": locator,
        "actor": parties,
        "target": "t",
        "speaker": "s",
        "sector": "oil",
        "relation": "agree",
        "stance": 0,
    }
    names = [f"{ids}-{number:02d}" for number in range(1, len(parties) + 1)]
    return pd.DataFrame({"statement_id": names} | told | fields)


def test_what_is_alike_is_paired_in_the_order_of_the_text():
    first, second = rows("A", list("xyxx")), rows("B", list("zxyxxx"))
    pairs = align(first, second).dropna().to_numpy().tolist()
    assert pairs == [["A-01", "B-02"], ["A-02", "B-03"], ["A-03", "B-04"], ["A-04", "B-05"]]


def test_a_row_more_does_not_make_pairs_cross():
    """As in par 9 of D000: the last of the four is the last of the five, not the third."""
    first = rows("A", list("grrk"), target=list("kkkr"))
    second = rows("B", list("grkrk"), target=list("kkrkr"))
    pairs = align(first, second).dropna().to_numpy().tolist()
    assert pairs == [["A-01", "B-01"], ["A-02", "B-02"], ["A-03", "B-04"], ["A-04", "B-05"]]


passages = st.lists(
    st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3, st.sampled_from(["par 2", "par 10"])),
    max_size=7,
)


def drawn(ids: str, told: list) -> pd.DataFrame:
    table = pd.DataFrame(told, columns=["actor", "target", "speaker", "locator"], dtype=object)
    table.insert(0, "statement_id", [f"{ids}-{number}" for number in range(len(table))])
    return table.assign(document_id="D1", sector="oil", relation="agree", stance=0)


@tries(60)
@given(passages, passages, st.randoms(use_true_random=False))
def test_units_are_the_same_whoever_comes_first_and_however_rows_stand(one, other, random):
    first, second = drawn("A", one), drawn("B", other)
    units = align(first, second)
    turned = align(second, first).set_axis(["second", "first"], axis=1)[["first", "second"]]
    pd.testing.assert_frame_equal(units, turned)
    order = random.sample(range(len(second)), len(second))
    pd.testing.assert_frame_equal(align(first, second.iloc[order]), units)
    assert sorted(units["first"].dropna()) == sorted(first["statement_id"])
    assert sorted(units["second"].dropna()) == sorted(second["statement_id"])


def test_what_is_missing_is_nothing_in_common():
    first = rows("A", [None, None], target=None)
    assert align(first, rows("B", [None, None], target=None)).isna().any(axis=1).all()
    nowhere = rows("A", ["x"], locator=None)
    assert align(nowhere, rows("B", ["x"], locator=" ")).isna().any(axis=1).all()
    unsaid = rows("A", list("xy")), rows("B", list("xy"), sector=["oil", None])
    measured = agreement(*unsaid, draws=10).set_index("variable")
    assert measured["units"].to_dict() == {"sector": 1, "relation": 2, "stance": 2}


def listed(text: str) -> set[str]:
    """Return the ids that a list such as `D000-14, -23 to -25; D005-02` means."""
    found = set()
    for part in text.split(";"):
        document = re.search(r"D\d+", part).group()
        for first, last in re.findall(r"-(\d+)(?: to -(\d+))?", part):
            found |= {f"{document}-{n:02d}" for n in range(int(first), int(last or first) + 1)}
    return found


@pytest.mark.long
def test_the_codebook_prints_what_the_data_give(study):
    theirs = codings(study)["c2"]
    mine = study.statements[study.statements["document_id"].isin(theirs["document_id"])]
    steered = (study.folder / "codings" / "c2.md").read_text(encoding="utf-8")
    lists = re.search(r"rows of `c1`: (.*?)\. They .*? rows of `c2`: (.*?)\. In", steered).groups()
    parts = {"all 17": [mine, theirs]}
    for name, kept in (("`D000`", True), ("the other 16", False)):
        parts[name] = [part[(part["document_id"] == "D000") == kept] for part in (mine, theirs)]
    own = listed(lists[0]), listed(lists[1])
    for name, told in (
        ("all 17, without what this codebook gives away", "all 17"),
        ("`D000`, without it", "`D000`"),
    ):
        units = align(*parts[told])
        gone = units[units["first"].isin(own[0]) | units["second"].isin(own[1])]
        parts[name] = [
            part[~part["statement_id"].isin(gone[side])]
            for part, side in zip(parts[told], gone, strict=True)
        ]
    printed = (DATA / "README.md").read_text(encoding="utf-8")
    for name, both in parts.items():
        assert line_of(name, *both) in printed


@pytest.mark.long
def test_the_codebook_prints_what_the_third_coding_gives(study):
    mine, theirs = both_of(study, "c3")
    notes = (study.folder / "codings" / "c3.md").read_text(encoding="utf-8")
    other = listed(re.search(r"paired with another claim: (.*?)\.\n", notes).group(1))
    units = align(mine, theirs).dropna()
    assert other <= set(units["first"])
    same = units[~units["first"].isin(other)]
    parts = {
        "all 62": (mine, theirs),
        "of these, paired in one way only": settled(mine, theirs),
        "of these, without pairs on different claims": (
            mine[mine["statement_id"].isin(same["first"])],
            theirs[theirs["statement_id"].isin(same["second"])],
        ),
    }
    printed = (DATA / "README.md").read_text(encoding="utf-8")
    for name, both in parts.items():
        assert line_of(name, *both) in printed
    for line in codewise(mine, theirs).to_dict("records"):
        if max(line["first"], line["second"]) >= LEAST:
            assert line_of_a_code(line) in printed
    assert f"{len(other)} pairs" in printed and f"Of the other {len(same)} pairs" in printed


def test_the_codebook_prints_how_far_the_same_statements_are_found(study):
    printed = (DATA / "README.md").read_text(encoding="utf-8")
    names = ["`c2`, all 17", "`c2`, `D000`", "`c3`, all 62"]
    parts = unitised(study).groupby(["coder", "documents"])
    for name, (_, part) in zip(names, parts, strict=True):
        counts = f"{part['first'].iloc[0]}, {part['second'].iloc[0]}"
        shares = [f"{line.f1:.2f} ({line.low:.2f}–{line.high:.2f})" for line in part.itertuples()]
        assert f"| {name} | {counts} | {' | '.join(shares)} |" in printed


def both_of(study, coder: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the study's rows of the documents that a coder coded, and the coder's."""
    theirs = codings(study)[coder]
    read = study.statements["document_id"].isin(theirs["document_id"])
    return study.statements[read], theirs


def line_of_a_code(line: dict) -> str:
    """Return a line of the codebook's table of codes; those of stance are no ids."""
    name = line["code"] if line["variable"] == "stance" else f"`{line['code']}`"
    alpha, low, high = (f"{round(line[key], 2) + 0.0:.2f}" for key in ("alpha", "low", "high"))
    told = f"| {line['first']} | {line['second']} | {line['both']} | {alpha} ({low}–{high}) |"
    return f"| {name} {told}".replace("-", "−")


def line_of(name: str, mine: pd.DataFrame, theirs: pd.DataFrame) -> str:
    """Return a line of the codebook's table of agreement."""
    units = align(mine, theirs)
    alphas = [
        f"{line.alpha:.2f} ({line.low:.2f}–{line.high:.2f})"
        for line in agreement(mine, theirs).itertuples()
    ]
    seen = f"{len(units.dropna())} of {len(units)}"
    return " | ".join(
        [f"| {name}", seen, *alphas, f"{seen_by_one(units):.0%}".replace("%", " % |")]
    )


@pytest.mark.long
def test_each_coder_is_compared_with_the_study(study):
    table = compared(study)
    assert list(table.columns) == COMPARED
    assert set(table["documents"]) == {"all", "read in full"}
    theirs = codings(study)["c2"]
    line = table[(table["documents"] == "all") & (table["variable"] == "stance")].iloc[0]
    assert line["of"] == theirs["document_id"].nunique() and line["coder"] == "c2"
    mine = study.statements[study.statements["document_id"].isin(theirs["document_id"])]
    assert line["seen_by_one"] == seen_by_one(align(mine, theirs))


def test_without_a_coder_or_a_statement_nothing_agrees(study, folder):
    shutil.rmtree(folder / "codings")
    none = compared(load_study(folder))
    assert none.empty and list(none.columns) == COMPARED
    table = compared(replace(study, statements=study.statements[:0]))
    assert (table["units"] == 0).all() and table["alpha"].isna().all()
    assert (table["seen_by_one"] == 1).all()
