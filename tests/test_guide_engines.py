"""Blocks of guides that want a server or a session are run on one, and print what they show."""

import re

import ibis
import pytest
from documents import GUIDES, steps
from servers import PASSWORD, postgres
from test_engines_running import on_spark as on_spark

from analysis.places import DATA
from analysis.sources.events.event_rows import raw_of

# Spark gives pandas a keyword that it will drop, five hundred times over.
QUIET = pytest.mark.filterwarnings("ignore:The copy keyword")
pytestmark = [pytest.mark.long, QUIET]

TOLD = {path.stem: path.read_text(encoding="utf-8") for path in GUIDES}
EXAMPLE = DATA / "examples" / "events.export.CSV.zip"


def block(guide: str, word: str) -> tuple[str, str | None]:
    [step] = [each for each in steps(TOLD[guide], ("py",)) if word in each.code]
    return step.code, step.printed


def rows():
    return raw_of(EXAMPLE, "gdelt1")[0].execute()


def test_the_guide_is_followed_on_postgres(monkeypatch, capsys):
    pytest.importorskip("psycopg", reason="the extra servers is not installed")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    code, printed = block("engines", "postgres://")
    with postgres() as server:
        engine = ibis.postgres.connect(**server)
        engine.create_table("gdelt", rows())
        place = f"{server['host']}:{server['port']}"
        exec(code.replace("db.example.org", place), {"__name__": "prose"})
        assert capsys.readouterr().out == printed
        engine.disconnect()


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_the_guide_is_followed_on_spark(on_spark, capsys):
    on_spark.create_table("gdelt", rows())
    code, printed = block("engines", "pyspark")
    exec(code, {"__name__": "prose"})
    told = capsys.readouterr().out
    assert told == printed


def test_every_block_that_wants_more_is_run_somewhere():
    found = [step.code for text in TOLD.values() for step in steps(text, ("py",))]
    words = ["postgres://", "postgresql://", "pyspark", "dask", "rule all:"]
    assert all(any(re.search(word, code) for word in words) for code in found)
    assert len(found) == len(words)
