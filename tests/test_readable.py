from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import study_from
from analysis.publish.readable import forms, readable


def column(values: object, study, name: str = "x", language: str = "en") -> list:
    return readable(pd.DataFrame({name: values}), study, language).iloc[:, 0].tolist()


def test_ids_become_names_in_the_columns_that_hold_them(study):
    assert column(["russia", "nobody"], study, "actor") == ["Russia", "nobody"]
    assert column(["russia"], study, "target", "fr") == ["Russie"]
    assert column(["energy"], study, "sector") == ["Energy"]
    assert column(["depend"], study, "relation") != ["depend"]
    assert column(["russia", "energy"], study, "row") == ["Russia", "Energy"]


def test_documents_of_a_debate_have_their_year_where_statements_tell_it():
    said = pd.DataFrame({"actor": "a", "sector": "x", "date": ["2023-04", "2022"]})
    fields = {"actor": "actor", "sector": "sector"}
    papers = said.assign(document=["D1", "D2"], publisher="Post")
    debate = study_from(papers, **fields, date="date", document="document", publisher="publisher")
    assert column(["D1", "D2"], debate, "document_id") == ["Post (2023)", "Post (2022)"]
    assert column(["D1"], study_from(said, **fields), "document_id") == ["D1"]


def test_a_text_that_is_also_an_id_stays_in_other_columns(study):
    assert column(["energy", "russia"], study, "paraphrase_en") == ["energy", "russia"]


def test_camps_that_were_found_have_the_letters_of_figures(study):
    assert column([1, 0, -1], study, "camp") == ["B", "A", "–"]
    assert column(["left", "russia"], study, "camp") == ["left", "russia"]
    assert column([1, 0], study, "statements") == [1, 0]


def test_documents_are_told_by_publisher_and_year(study):
    first = study.documents.iloc[0]
    told = f"{first['publisher']} ({first['date'].year})"
    for name in ("unit", "document_id", "family", "document"):
        assert column([first["document_id"]], study, name) == [told]
    assert column([first["family"]], study, "unit") == [told]
    assert column(["bn USD"], study, "unit") == ["bn USD"]
    documents = study.documents.assign(date=pd.NaT)
    undated = replace(study, documents=documents)
    assert column([first["document_id"]], undated, "unit") == [first["publisher"]]
    titled = replace(study, documents=documents.assign(publisher=None))
    assert column([first["document_id"]], titled, "unit") == [first["title"]]


def test_units_of_a_study_without_documents_are_its_statements(study):
    table = pd.DataFrame({"families": [3]})
    assert list(readable(table, study)) == ["families"]
    bare = replace(study, statements=study.statements.drop(columns="document_id"))
    assert list(readable(table, bare)) == ["statements behind"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([1 / 3, 1.0, -1e-9], ["0.33", "1.00", "0.00"]),
        ([64.8, 7.0, 0.125], ["64.8", "7", "0.125"]),
        ([12345.0, np.nan], ["12345", "–"]),
        ([1, 20], [1, 20]),
        (["1.0", "007"], ["1.0", "007"]),
        ([True, False], ["yes", "no"]),
        ([None, "a"], ["–", "a"]),
        ([pd.Timestamp("2024-11-27"), pd.NaT], ["2024-11-27", "–"]),
        ([("a", "b")], ["a, b"]),
        (pd.array([1, None], dtype="Int64"), [1, "–"]),
        (pd.array([True, None], dtype="boolean"), ["yes", "–"]),
    ],
)
def test_each_kind_of_value_is_told_as_a_reader_wants_it(study, values, told):
    assert column(values, study) == told


def test_a_p_value_is_never_nothing(study):
    values = [0.0, 0.0004, 0.001, 0.0499, 1.0, np.nan]
    assert column(values, study, "p") == ["< 0.001", "< 0.001", "0.001", "0.050", "1.000", "–"]


def test_an_index_with_a_name_becomes_a_column_and_heads_are_words(study):
    counts = pd.Series([3], pd.Index(["putin"], name="speaker"), name="of_statements")
    told = readable(counts, study)
    assert list(told.columns) == ["speaker", "of statements"]
    assert told.iloc[0].tolist() == ["Vladimir Putin", 3]
    numbered = readable(pd.DataFrame({"a": [1]}, [7]), study)
    assert list(numbered.columns) == ["a"]


def test_the_table_given_stays_as_it_is(study):
    table = pd.DataFrame({"actor": ["russia"], "share": [1 / 3]})
    before = table.copy()
    readable(table, study)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("empty", [pd.DataFrame(), pd.DataFrame({"actor": []}), pd.Series([])])
def test_an_empty_table_is_a_dash(study, empty):
    assert readable(empty, study).empty
    assert forms(readable(empty, study)) == {"text/plain": "–", "text/markdown": "–"}


def test_a_long_text_is_shown_whole_and_as_text(study):
    text = "A <b>long</b> text, " * 9
    told = forms(readable(pd.DataFrame({"paraphrase_en": [text]}), study))
    assert text.replace("<", "&lt;").replace(">", "&gt;").strip() in told["text/html"]
    assert "<th>paraphrase en</th>" in told["text/html"] and "nowrap" not in told["text/html"]
    assert text.strip() in told["text/plain"]
