"""How fast events are read and counted, against the same query in bare DuckDB.

The rows are made up, in the exact form of GDELT 2.0: 61 cells between tabs, or the twelve that are
used, in Parquet. Each measurement is a process of its own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from analysis.sources.events.published import GDELT2

TURNS = 3
SIZES = (10_000_000, int(os.environ.get("ATLAS_BENCHMARK_ROWS", 0)))
STATES = ("KAZ", "RUS", "CHN", "USA", "TUR", "DEU", "UZB", "")
USED = (
    "GLOBALEVENTID SQLDATE Actor1CountryCode Actor2CountryCode IsRootEvent EventCode QuadClass "
    "GoldsteinScale NumMentions NumSources DATEADDED SOURCEURL"
)
ROWS = """select {cells} from (select i, 1000000000 + i as id,
    strftime(date '2015-02-19' + cast(i * 3000 // {rows} as integer), '%Y%m%d') as day,
    case when hash(i) % 1000 < 3 then 'KAZ' else [{states}][1 + draw] end as one,
    case when hash(i) % 1000 < 3 then 'RUS' else [{states}][1 + again] end as two,
    1 + draw % 4 as quad from (select i, cast(hash(i) % 8 as bigint) as draw,
    cast(hash(i + 7) % 8 as bigint) as again from range({rows}) as made(i)))"""
CELLS = {
    "GLOBALEVENTID": "id",
    "SQLDATE": "day",
    "MonthYear": "left(day, 6)",
    "Year": "left(day, 4)",
    "Actor1Code": "one || 'GOV'",
    "Actor1Name": "'MINISTRY OF TIDES'",
    "Actor1CountryCode": "one",
    "Actor2Code": "two || 'GOV'",
    "Actor2Name": "'LANTERN COUNCIL'",
    "Actor2CountryCode": "two",
    "IsRootEvent": "i % 2",
    "EventCode": "'04' || i % 7",
    "EventBaseCode": "'04' || i % 7",
    "EventRootCode": "'04'",
    "QuadClass": "quad",
    "GoldsteinScale": "2.5 - quad",
    "NumMentions": "1 + i % 9",
    "NumSources": "1 + i % 3",
    "NumArticles": "1 + i % 9",
    "AvgTone": "'-3.14159265358979'",
    "ActionGeo_FullName": "'Astana, Astana Qalasy, Kazakhstan'",
    "ActionGeo_CountryCode": "'KZ'",
    "DATEADDED": "day || '120000'",
    "SOURCEURL": "'https://example.org/' || id || '/a-long-address-a-long-address-a-long-address'",
}
OURS = """from analysis.measures.dyads import dyad
from analysis.sources.events import read_events
def work():
    return dyad(read_events(path, 'gdelt2'), 'KAZ', 'RUS')"""
ATTENTION = """from analysis.measures.dyads import attention
from analysis.sources.events import read_events
from analysis.sources.events.at_hand import EUROPEAN_UNION
def work():
    events = read_events(path, 'gdelt2')
    among = ['RUS', 'CHN', 'USA', 'TUR']
    return attention(
        events, 'KAZ', by='year', among=among, together={'EU': EUROPEAN_UNION})"""
SPARK = """import ibis, os, warnings
os.environ.setdefault('SPARK_LOCAL_HOSTNAME', 'localhost')
warnings.simplefilter('ignore')
from pyspark.sql import SparkSession
from analysis.measures.dyads import dyad
from analysis.sources.events import read_events
settings = {'spark.ui.enabled': 'false', 'spark.driver.bindAddress': '127.0.0.1',
    'spark.driver.host': '127.0.0.1', 'spark.driver.memory': '4g'}
session = SparkSession.builder.master('local[2]').config(map=settings).getOrCreate()
table = ibis.pyspark.connect(session).read_parquet(path)
def work():
    return dyad(read_events(table, 'gdelt2'), 'KAZ', 'RUS')"""
BARE = """import duckdb
from analysis.sources.events.published import GDELT2
columns = ', '.join(f"'{name}': 'VARCHAR'" for name in GDELT2)
text = (f"read_csv('{path}', delim='\\t', quote='', escape='', header=false, auto_detect=false, "
    f"columns={{{columns}}})")
source = text if path.endswith('CSV') else f"'{path}'"
query = f'''select Actor1CountryCode, Actor2CountryCode, left(SQLDATE, 6), count(*),
    count(*) filter (QuadClass = '1'), count(*) filter (QuadClass = '2'),
    count(*) filter (QuadClass = '3'), count(*) filter (QuadClass = '4'),
    avg(GoldsteinScale) from (select GLOBALEVENTID, any_value(Actor1CountryCode)
    Actor1CountryCode, any_value(Actor2CountryCode) Actor2CountryCode, any_value(SQLDATE) SQLDATE,
    any_value(QuadClass::varchar) QuadClass, any_value(GoldsteinScale::double) GoldsteinScale
    from {source} where (Actor1CountryCode = 'KAZ' and Actor2CountryCode = 'RUS')
    or (Actor1CountryCode = 'RUS' and Actor2CountryCode = 'KAZ') group by all)
    group by 1, 2, 3 order by all'''
def work():
    return duckdb.sql(query).df()"""
MEASURE = """import gc, sys, time
from benchmarks.peak import peak
path = sys.argv[1]
{what}
gc.collect()
gc.freeze()
start = time.perf_counter()
work()
print(time.perf_counter() - start, peak())"""


def main(sizes: Sequence[int] = SIZES, turns: int = TURNS) -> None:
    """Measure and print; ATLAS_BENCHMARK_ROWS=100000000 adds the largest, of Parquet alone."""
    with TemporaryDirectory() as folder:
        path = written(sizes[0], Path(folder) / "events.export.CSV")
        _compare("dyad of {} million events of text", path, sizes[0], 1.3, turns)
        seconds, _ = _measured(ATTENTION, path)
        print(
            f"attention of {sizes[0] / 1e6:g} million events of text  {seconds:6.2f} s; "
            "target: under 10 s"
        )
        path.unlink()
        for rows in [size for size in sizes if size]:
            path = written(rows, Path(folder) / "events.parquet")
            named = "dyad of {} million events in Parquet"
            found = _compare(named, path, rows, 1.1, turns if rows == sizes[0] else 1)
            _on_spark(path, rows, found[0])
            if rows == sizes[0]:
                _tell_parts(path, rows, found, turns)


def written(rows: int, path: Path) -> Path:
    """Write that many events as text of 61 cells, or in Parquet the twelve that are used."""
    names = USED.split() if path.suffix == ".parquet" else GDELT2
    cells = ", ".join(f"{CELLS.get(name, repr(''))} as {name}" for name in names)
    states = ", ".join(map(repr, STATES))
    if path.suffix == ".parquet":
        how = "(format parquet)"
    else:
        how = "(delimiter '\\t', header false, quote '', escape '')"
    query = ROWS.format(cells=cells, rows=rows, states=states)
    with duckdb.connect() as database:
        database.execute(f"copy ({query}) to '{path}' {how}")
    return path


def _on_spark(path: Path, rows: int, ours: float) -> None:
    """Measure the same dyad on Spark, where both it and Java are there."""
    if not (find_spec("pyspark") and shutil.which("java")):
        print("Spark not measured: make engines installs it")
        return
    seconds, _ = _measured(SPARK, path)
    print(
        f"the dyad of {rows / 1e6:g} million events on Spark  {seconds:6.2f} s, "
        f"{seconds / ours:.1f} of ours on DuckDB"
    )


def _compare(named: str, path: Path, rows: int, target: float, turns: int) -> tuple[float, float]:
    """Print seconds beside those of bare DuckDB, and return both."""
    ours, bare, memory = _both(path, turns)
    print(
        f"{named.format(f'{rows / 1e6:g}')}  {ours:6.2f} s, {ours / bare:.2f} of DuckDB's "
        f"{bare:.2f} s; target: at most {target}; {memory:.2f} GiB"
    )
    return ours, bare


def _both(path: Path, turns: int) -> tuple[float, float, float]:
    """Return our seconds and those of bare DuckDB, turn about, and our GiB."""
    pairs = [(_measured(OURS, path), _measured(BARE, path)) for _ in range(turns)]
    ours, bare = (median(pair[side][0] for pair in pairs) for side in (0, 1))
    return ours, bare, max(pair[0][1] for pair in pairs)


def _tell_parts(path: Path, rows: int, once: tuple[float, float], turns: int) -> None:
    """Print what a query takes however long the table is, and what so many rows more take."""
    twice = _both(written(2 * rows, path), turns)[:2]
    more = [after - before for before, after in zip(once, twice, strict=True)]
    fixed = [before - each for before, each in zip(once, more, strict=True)]
    print(
        f"of which whatever its length {fixed[0]:.2f} s of DuckDB's {fixed[1]:.2f} s; "
        f"{rows / 1e6:g} million rows more take {more[0]:.2f} s, {more[0] / more[1]:.2f} of "
        f"{more[1]:.2f} s"
    )


def _measured(what: str, path: Path) -> tuple[float, float]:
    """Return seconds, imports and what they leave to be collected apart, and GiB."""
    command = [sys.executable, "-c", MEASURE.format(what=what), str(path)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = result.stdout.split()[-2:]
    return float(seconds), float(memory)
