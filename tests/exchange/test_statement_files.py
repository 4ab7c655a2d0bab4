from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.exchange import export_statements
from analysis.exchange.statement_files import statement_table
from analysis.networks.matrices import two_mode
from analysis.study.load import load_study
from analysis.study.selection import select, with_documents


def read(path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".xlsx":
        return pd.read_excel(path)
    return pd.read_csv(path, parse_dates=["date", "document_date"])


def test_a_statement_tells_all_that_is_known_of_it(study):
    line = statement_table(study, language="ru").set_index("statement_id").loc["D000-01"]
    assert line["actor"] == "tokayev" and line["actor_name"] == "Касым-Жомарт Токаев"
    assert (line["actor_kind"], line["actor_country"]) == ("person", "KAZ")
    assert line["speaker_kind"] == "media" and line["quad"] == "verbal cooperation"
    assert line["family"] == "founding-article" and line["document_date"].year == 2024


def test_names_kinds_and_classes_are_those_of_the_code_tables(study):
    table = statement_table(study, language="kk")
    for field, codes in (
        ("speaker", study.actors),
        ("actor", study.actors),
        ("target", study.actors),
        ("sector", study.sectors),
        ("relation", study.relations),
    ):
        ids = codes.columns[0]
        joined = table[[field, f"{field}_name"]].merge(codes, left_on=field, right_on=ids)
        assert len(joined) == len(table) and (joined[f"{field}_name"] == joined["name_kk"]).all()
    cooperation = table["quad"].str.endswith("cooperation")
    assert set(table.loc[cooperation, "relation"]) <= set(
        study.relations.query("quad.str.endswith('cooperation')")["relation_id"]
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_nothing_of_the_table_is_lost(article, tmp_path, ending):
    table = statement_table(article, language="fr")
    path = export_statements(article, tmp_path / "deep" / f"s.{ending}", language="fr")
    days = table.select_dtypes("datetime").columns
    assert {"date", "document_date"} <= {*days}
    back = read(path).astype(dict.fromkeys(days, "datetime64[s]"))
    pd.testing.assert_frame_equal(back, table, check_dtype=False)
    assert set(with_documents(article).columns) < set(table.columns)


def test_duckdb_reads_the_parquet_file(study, tmp_path):
    path = export_statements(study, tmp_path / "s.parquet")
    query = "select count(*), min(date), max(stance) from read_parquet(?)"
    count, first, most = duckdb.execute(query, [str(path)]).fetchone()
    assert count == len(study.statements) and most == study.statements["stance"].max()
    assert pd.Timestamp(first) == study.statements["date"].min()


@pytest.mark.sample(2)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize(
    "choices",
    [
        {"aggregation": "subtract"},
        {"rows": "party", "duplicates": "family"},
        {"rows": "speaker", "columns": "relation", "duplicates": "month"},
    ],
    ids=["subtract", "party", "speaker"],
)
def test_matrices_are_made_of_the_file_as_of_the_study(study, tmp_path, ending, choices):
    path = export_statements(study, tmp_path / f"s.{ending}")
    ours = two_mode(with_documents(study), **choices)
    pd.testing.assert_frame_equal(two_mode(path, **choices), ours)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_same_study_gives_the_same_bytes(article, tmp_path, ending):
    turned = replace(article, statements=article.statements[::-1])
    files = [
        export_statements(each, tmp_path / f"{n}.{ending}")
        for n, each in enumerate((article, article, turned))
    ]
    assert len({file.read_bytes() for file in files}) == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_selection_without_statements_is_a_header(article, tmp_path, ending):
    empty = select(article, since="2100")
    back = read(export_statements(empty, tmp_path / f"s.{ending}"))
    assert len(back) == 0 and list(back.columns) == list(statement_table(article).columns)


def test_words_that_look_like_formulas_survive(change, tmp_path):
    said = '=HYPERLINK("http://x"), she said'
    study = select(load_study(change("statements", 2, paraphrase_en=said)), documents=["D000"])
    for ending in ("csv", "xlsx", "parquet"):
        back = read(export_statements(study, tmp_path / f"s.{ending}"))
        assert back.set_index("statement_id").loc["D000-01", "paraphrase_en"] == said


def test_bad_input_is_told(study, tmp_path):
    with pytest.raises(InputError, match=r"language: 'tlh'; expected one of"):
        export_statements(study, tmp_path / "s.csv", language="tlh")
    expected = r"^s\.xls: ending '\.xls'; expected 'xlsx' \(nearest\), or one of: csv, xlsx, parq"
    with pytest.raises(InputError, match=expected):
        export_statements(study, tmp_path / "s.xls")
    assert not list(tmp_path.iterdir())
