import pandas as pd
import pytest

from analysis.measures.agreement import codings
from analysis.measures.codewise import codewise
from analysis.measures.side_by_side import against_standard, by_document, crossed


@pytest.fixture(scope="module")
def pair(study):
    second = codings(study)["c2"]
    read = second["document_id"].unique()
    return study.statements[study.statements["document_id"].isin(read)], second


def test_codes_of_both_are_crossed(pair):
    table = crossed(*pair, "stance")
    assert table.index.tolist() == table.columns.tolist() == [-1, 0, 1]
    codes = codewise(*pair, draws=2)
    alike = codes[codes["variable"] == "stance"].set_index("code")["both"]
    assert [table.loc[code, code] for code in alike.index] == alike.tolist()
    assert table.to_numpy().sum() == 137, "units of both, as the codebook counts them"


def test_who_is_first_turns_the_table(pair):
    assert crossed(*pair, "sector").equals(
        crossed(*pair[::-1], "sector").T.rename_axis(index="first", columns="second")
    )


def test_nothing_in_common_is_an_empty_table(pair):
    first, second = pair
    assert crossed(first, second.iloc[:0], "sector").empty
    assert by_document(first, second.iloc[:0]).empty


@pytest.mark.long
def test_each_document_has_its_agreement(pair):
    table = by_document(*pair)
    founding = table[table["document_id"] == "D000"].set_index("variable")
    assert founding["units"].tolist() == [72] * 3
    assert founding.loc["sector", "alpha"].round(2) == 0.95
    assert table["coded_alike"].dropna().between(0, 1).all()


def test_a_machine_is_measured_against_a_coder(pair):
    told = against_standard(codewise(*pair, draws=2)).set_index(["variable", "code"])
    line = told.loc[("sector", "oil")]
    assert line["precision"] == line["both"] / line["second"]
    assert line["recall"] == line["both"] / line["first"]
    assert pd.isna(told.loc[told["second"] == 0, "precision"]).all()
