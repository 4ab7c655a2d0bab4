"""What a database on a server and Spark make of events is what DuckDB makes of them.

`make engines` installs and runs both; where one is not there, its tests are left out.
"""

import shutil
import warnings

import ibis
import pytest
from engine_cases import FILES, differing
from servers import PASSWORD, postgres

# Spark gives pandas a keyword that it will drop, five hundred times over.
QUIET = pytest.mark.filterwarnings("ignore:The copy keyword")
pytestmark = [pytest.mark.long, QUIET]


@pytest.fixture(scope="module")
def on_postgres():
    pytest.importorskip("psycopg", reason="the extra servers is not installed")
    with postgres() as server:
        engine = ibis.postgres.connect(**server, password=PASSWORD)
        yield engine
        engine.disconnect()


@pytest.fixture(scope="module")
def on_spark(tmp_path_factory):
    if not shutil.which("java"):
        pytest.skip("no Java is here: make engines installs it")
    sql = pytest.importorskip("pyspark.sql", reason="the group engines is not installed")
    folder = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder}",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Spark knows pandas up to 2 only, and says so
        session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        yield ibis.pyspark.connect(session)
        session.stop()


@pytest.mark.parametrize("case", FILES)
def test_postgres_reads_and_counts_as_duckdb_does(on_postgres, case):
    assert differing(on_postgres, case) == []


@pytest.mark.parametrize("case", FILES)
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_spark_reads_and_counts_as_duckdb_does(on_spark, case):
    assert differing(on_spark, case) == []
