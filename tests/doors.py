"""The ways in which one table of texts can be given: each a function of a frame and a folder."""

import ibis
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from analysis.sources.coded import read_coded


def frame(table, folder):
    return table.copy()


def frame_of_objects(table, folder):
    return table.astype(object).where(table.notna(), None)


def typed_frame(table, folder):
    """The frame as pandas has it whose user said what the columns are."""
    dates = pd.to_datetime(table["date"], format="ISO8601")
    return table.assign(stance=pd.to_numeric(table["stance"]), date=dates)


def csv_path(table, folder):
    return _written(folder / "s.csv", table.to_csv(index=False))


def tsv_path(table, folder):
    text = table.to_csv(index=False, sep="\t", lineterminator="\r\n")
    return _written(folder / "s.tsv", "\ufeff" + text)


def utf16_path(table, folder):
    path = folder / "s16.csv"
    path.write_bytes(table.to_csv(index=False, sep=";").encode("utf-16"))
    return path


def parquet_path(table, folder):
    parquet.write_table(pa.Table.from_pandas(table), folder / "s.parquet")
    return folder / "s.parquet"


def typed_parquet_path(table, folder):
    typed_frame(table, folder).to_parquet(folder / "t.parquet")
    return folder / "t.parquet"


def coded(table, folder):
    return read_coded(csv_path(table, folder), {})


def workbook(table, folder):
    table.to_excel(folder / "s.xlsx", index=False)
    return read_coded(folder / "s.xlsx", {})


def workbook_path(table, folder):
    table.to_excel(folder / "p.xlsx", index=False)
    return folder / "p.xlsx"


def memtable(table, folder):
    return ibis.memtable(table)


def database(table, folder):
    parquet.write_table(pa.Table.from_pandas(table), folder / "d.parquet")
    engine = ibis.duckdb.connect()
    return engine.create_table("statements", engine.read_parquet(folder / "d.parquet"))


def _written(path, text):
    path.write_bytes(text.encode())
    return path


DOORS = [
    frame,
    frame_of_objects,
    typed_frame,
    csv_path,
    tsv_path,
    utf16_path,
    parquet_path,
    typed_parquet_path,
    coded,
    workbook,
    workbook_path,
    memtable,
    database,
]
