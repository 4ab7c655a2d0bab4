"""The statement table with all attributes."""

from io import BytesIO
from pathlib import Path

import pandas as pd

from analysis.exchange.dna_writer import dna_database
from analysis.exchange.endings import write_as
from analysis.exchange.spreadsheet import xlsx
from analysis.locale import check_language
from analysis.names import names_by_id, names_by_row
from analysis.study.load import Study
from analysis.study.selection import with_documents


def _csv(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def _parquet(table: pd.DataFrame) -> bytes:
    file = BytesIO()
    table.to_parquet(file, index=False)
    return file.getvalue()


STATEMENT_FORMATS = {
    "csv": _csv,
    "xlsx": lambda table: xlsx(table, "statements"),
    "parquet": _parquet,
    "dna": dna_database,
}

PARTIES = ("speaker", "actor", "target")
OF_ACTORS = ("name", "kind", "country")


def export_statements(study: Study, path: str | Path, *, language: str = "en") -> Path:
    """Write the table of `statement_table` to a file, in the format that its ending names.

    The same table gives the same bytes, in `xlsx` and `parquet` on the same machine; folders are
    made as needed. `analysis.networks.cells` and the matrices read `csv` and `parquet` as they are.
    Raises `InputError` for an unknown ending or language, and text that `xlsx` cannot hold.
    """
    return write_as(path, STATEMENT_FORMATS, lambda: statement_table(study, language=language))


def statement_table(study: Study, *, language: str = "en") -> pd.DataFrame:
    """Return the statements with all that the study tells of them, in the order of their ids.

    One line a statement: its fields; those of its document, whose date is `document_date`; name in
    `language`, kind and country of its speaker, actor and target, as in `actor_name`; the names of
    sector and relation; and `quad`, the class of its relation. What is not known is missing, and
    what the study does not have is no column.
    Raises `InputError` for an unknown language.
    """
    check_language(language)
    table = with_documents(study).sort_values("statement_id", ignore_index=True)
    named = study.actors.assign(name=names_by_row(study.actors, language))
    actors = named.set_index("actor_id")
    for party in [party for party in PARTIES if party in table]:
        for column in [column for column in OF_ACTORS if column in actors]:
            table[f"{party}_{column}"] = table[party].map(actors[column])
    for field, codes in (("sector", study.sectors), ("relation", study.relations)):
        if field in table:
            table[f"{field}_name"] = table[field].map(names_by_id(codes, language))
    if "relation" in table and "quad" in study.relations:
        quads = study.relations.set_index("relation_id")["quad"]
        table["quad"] = table["relation"].map(quads)
    return table
