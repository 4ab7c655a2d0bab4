import hashlib
import io
import json
import os
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError

import pandas as pd
import pytest
from killing import contents, kill, leftovers
from tiny_study import set_cell, tiny_study

from analysis.__main__ import main
from analysis.errors import InputError, InputNote
from analysis.indicators import fetch as module
from analysis.indicators.clients import SOURCES
from analysis.indicators.fetch import catalogue, fetch, fetched, with_fetched
from analysis.indicators.series import STATUSES, series
from analysis.study.load import Study, load_study
from analysis.study.new import new_study

pytest.importorskip("comtradeapicall", reason="the extra `fetch` is not installed")
pytest.importorskip("wbgapi", reason="the extra `fetch` is not installed")
requests, urllib3 = pytest.importorskip("requests"), pytest.importorskip("urllib3")

RECORDED = Path(__file__).parents[1] / "recorded"


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Answer every client with what was recorded, and list the addresses asked."""
    addresses = []

    def pool(_self, _method, url, fields=None, **_):
        addresses.append(f"{url} {sorted((fields or {}).items())}")
        name = "un-comtrade-codes.json" if "reference" in url else "un-comtrade.json"
        answer = json.loads((RECORDED / name).read_text(encoding="utf-8"))
        if fields:  # the service leaves out what was not asked for
            answer["data"] = [
                line
                for line in answer["data"]
                if line["flowCode"] in fields["flowCode"] and line["period"] in fields["period"]
            ]
        return urllib3.HTTPResponse(json.dumps(answer).encode(), status=200)

    def get(url, **options):
        assert options["timeout"]
        addresses.append(url)
        answer = requests.Response()
        answer.status_code = 200
        answer._content = (RECORDED / "world-bank.json").read_bytes()
        return answer

    def urlopen(request, timeout):
        addresses.append(request.full_url)
        return io.BytesIO((RECORDED / "our-world-in-data.csv").read_bytes())

    monkeypatch.setattr(urllib3.PoolManager, "request", pool)
    monkeypatch.setattr(requests, "get", get)
    monkeypatch.setattr("analysis.indicators.clients.urlopen", urlopen)
    return addresses


@pytest.fixture
def offline(monkeypatch) -> None:
    def pool(_self, _method, url, **_):
        raise urllib3.exceptions.MaxRetryError(urllib3.HTTPSConnectionPool("x"), url, "no route")

    def refuse(error):
        def call(*_, **__):
            raise error

        return call

    monkeypatch.setattr(urllib3.PoolManager, "request", pool)
    monkeypatch.setattr(requests, "get", refuse(requests.ConnectionError("no route")))
    monkeypatch.setattr("analysis.indicators.clients.urlopen", refuse(URLError("no route")))


@pytest.fixture
def pair(tmp_path):
    """Return a fresh study of the two states named."""
    return lambda *states: Path(new_study("-".join(states).lower(), list(states), tmp_path))


def loaded(folder: Path):
    """Load a study that holds no statement yet, as a new one does."""
    text = (folder / "documents.csv").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 1
    first = load_study("kazakhstan-russia")
    actors = pd.read_csv(folder / "actors.csv")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = ("documents", "indicators", "indicator_definitions")
    empty = {name: getattr(first, name).iloc[:0] for name in tables}
    return replace(first, folder=folder, package=package, actors=actors, **empty)


def of(source: str) -> pd.DataFrame:
    return catalogue().query("source == @source")


def test_the_catalogue_names_what_there_is(study):
    lines = catalogue()
    assert set(lines["source"]) == set(SOURCES) and set(lines["status"]) <= set(STATUSES)
    assert lines["series"].is_unique and not lines.filter(like="name_").isna().any(axis=None)
    units = study.indicator_definitions.set_index("indicator")["unit"]
    both = lines[lines["indicator"].isin(units.index)]
    assert len(both) >= 6 and (both["unit"] == both["indicator"].map(units)).all()


def test_goods_trade_from_comtrade(asked, pair):
    study = loaded(pair("USA", "JPN"))
    assert len(list(fetch(study, of("UN Comtrade")))) == 3
    rows = fetched(study).set_index("indicator")
    assert set(rows["entity"]) == {"united_states"} and set(rows["counterpart"]) == {"japan"}
    assert set(rows["period"]) == {"2023"} and set(rows["unit"]) == {"bn USD"}
    assert rows["value"]["goods_imports"] == pytest.approx(151.580564290)
    assert rows["value"]["goods_exports"] == pytest.approx(76.154045176)
    assert rows["value"]["goods_trade_turnover"] == pytest.approx(227.734609466)
    assert rows["status"].to_dict() == {
        "goods_exports": "official",
        "goods_imports": "official",
        "goods_trade_turnover": "derived",
    }
    questions = [address for address in asked if "preview" in address]
    assert len(questions) % 3 == 0 and all("'TOTAL'" in each for each in questions)
    assert all(each.count("'842,392'") == 2 for each in questions), "reporters and partners"


def test_a_series_of_the_world_bank(asked, pair, monkeypatch):
    study = loaded(pair("CAN", "IRL"))
    line = (
        of("World Bank")
        .query("series == 'world_bank_fuel_share'")
        .assign(series="renewables", code="EG.ELC.RNEW.ZS", indicator="renewables")
    )
    monkeypatch.setattr(module, "catalogue", lambda: line)
    list(fetch(study))
    assert "/country/CAN;IRL/indicator/EG.ELC.RNEW.ZS?" in asked[0]
    rows = fetched(study)
    found = rows.set_index(["entity", "period"])["value"].to_dict()
    assert found == {
        ("canada", "2020"): 67.0564578594512,
        ("canada", "2021"): 67.0163805768966,
        ("ireland", "2020"): 42.3895067623772,
        ("ireland", "2021"): 37.1541775946047,
    }
    assert rows["counterpart"].isna().all()


@pytest.fixture
def copied(study, folder) -> Study:
    """The first study with a folder of its own."""
    return replace(study, folder=folder)


@pytest.fixture
def demand(asked, copied) -> Study:
    """The same, with the demand for electricity in its cache."""
    list(fetch(copied, of("Our World in Data").head(1)))
    return copied


@pytest.fixture
def small(tmp_path) -> Path:
    """The folder of a small study of the two states of which answers are recorded."""
    folder = tiny_study(tmp_path / "small")
    for row, country in ((2, "KAZ"), (3, "RUS")):
        set_cell(folder, "actors", row, "country", country)
    return folder


def test_a_series_of_our_world_in_data(demand):
    rows = fetched(demand)
    assert list(rows.columns) == list(demand.indicators.columns)
    found = rows.set_index(["entity", "period"])["value"]
    assert set(rows["entity"]) == {"kazakhstan", "russia"} and len(rows) == 5
    assert found["kazakhstan", "2024"] == 119960 and found["russia", "2023"] == 1162440
    assert set(rows["unit"]) == {"GWh"} and set(rows["status"]) == {"official"}


def test_the_cache_is_recorded(demand):
    cache = demand.folder / "cache"
    record = json.loads((cache / "record.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in cache.iterdir()) == [*sorted(record), "record.json"]
    entry = record["owid_electricity_demand.csv"]
    content = (cache / "owid_electricity_demand.csv").read_bytes()
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    assert entry["addresses"][0].startswith("https://ourworldindata.org/grapher/")
    assert pd.Timestamp(entry["retrieved"]) and "CC BY 4.0" in entry["licence"]


def test_a_series_has_the_cache_only_when_asked(demand):
    before = (demand.folder / "indicators.csv").read_bytes()
    alone = series(demand, "electricity_demand", entity="kazakhstan")
    both = series(with_fetched(demand), "electricity_demand", entity="kazakhstan")
    assert not alone["document_id"].str.startswith("fetched_").any()
    latest = both.set_index("period").loc["2024"]
    assert latest["document_id"] == "fetched_owid_electricity_demand" and latest["value"] == 119960
    assert alone["sources"].sum() + 3 == both["sources"].sum()
    assert (demand.folder / "indicators.csv").read_bytes() == before
    assert load_study(demand.folder).indicators.equals(demand.indicators)


def test_an_indicator_new_to_the_study_brings_its_definition(asked, pair):
    study = loaded(pair("USA", "JPN"))
    list(fetch(study, of("UN Comtrade")))
    table = series(with_fetched(study), "goods_trade_turnover")
    assert list(table["value"]) == [pytest.approx(227.734609466)]
    names = with_fetched(study).indicator_definitions.set_index("indicator")["name_kk"]
    assert names["goods_trade_turnover"] == "Тауар айналымы"


def test_without_a_cache_there_is_nothing_to_add(study):
    bare = replace(study, folder=study.folder / "nowhere")
    assert fetched(bare).empty and list(fetched(bare).columns) == list(study.indicators.columns)
    assert with_fetched(bare).indicators.equals(study.indicators)


@pytest.mark.parametrize("break_it", [lambda p: p.write_text("x"), lambda p: p.unlink()])
def test_a_damaged_file_is_named(demand, break_it):
    break_it(demand.folder / "cache" / "owid_electricity_demand.csv")
    with pytest.raises(InputError, match=r"^cache/owid_electricity_demand\.csv: not the file"):
        fetched(demand)


def test_a_damaged_record_is_named(demand):
    (demand.folder / "cache" / "record.json").write_text("{")
    with pytest.raises(InputError, match=r"^cache/record\.json: not JSON"):
        fetched(demand)


def test_a_unit_of_the_study_that_differs_is_told(demand):
    units = demand.indicator_definitions.replace({"unit": {"GWh": "TWh"}})
    with pytest.raises(InputError, match="unit of 'electricity_demand': 'TWh'; expected 'GWh'"):
        fetched(replace(demand, indicator_definitions=units))


@pytest.fixture
def small_demand(asked, small) -> Path:
    """The same, with the demand for electricity in its cache."""
    list(fetch(load_study(small), of("Our World in Data").head(1)))
    return small


def test_without_network_one_line_says_so_and_the_study_works_on(small_demand, offline, capsys):
    assert main(["fetch", str(small_demand)]) == 1
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) == 1
    assert all(source in told.err for source in SOURCES)
    assert main(["check", str(small_demand)]) == 0
    assert len(fetched(load_study(small_demand))) == 5


@pytest.mark.filterwarnings("ignore::analysis.errors.InputNote")
def test_one_source_that_is_silent_does_not_stop_the_others(small, asked, monkeypatch, capsys):
    def gone(*_, **__):
        raise requests.ConnectionError("no route")

    monkeypatch.setattr(requests, "get", gone)
    assert main(["fetch", str(small)]) == 1
    told = capsys.readouterr()
    assert "owid_electricity_demand.csv" in told.out
    assert "fetch: no answer from World Bank (no route); what" in told.err


def test_a_refusal_is_no_answer(copied, monkeypatch, capsys):
    refused = urllib3.HTTPResponse(b'{"statusCode": 429, "message": "Rate limit"}', status=429)
    monkeypatch.setattr(urllib3.PoolManager, "request", lambda *_, **__: refused)
    with pytest.raises(InputError, match="no answer from UN Comtrade"):
        list(fetch(copied, of("UN Comtrade")))
    assert not (copied.folder / "cache").exists() and capsys.readouterr().out == ""


def test_a_state_without_a_code_is_not_asked_about(asked, pair):
    study = loaded(pair("USA", "FRA"))
    with pytest.raises(InputError, match=r"UN Comtrade \(no code for FRA\)"):
        list(fetch(study, of("UN Comtrade")))
    assert not any("preview" in address for address in asked)


def test_two_totals_for_one_period_are_refused(asked, pair, monkeypatch):
    first = urllib3.PoolManager.request

    def twice(*words, **named):
        answer = json.loads(first(*words, **named).data)
        answer["data"] = 2 * answer.get("data", [])
        return urllib3.HTTPResponse(json.dumps(answer).encode(), status=200)

    study = loaded(pair("USA", "JPN"))
    monkeypatch.setattr(urllib3.PoolManager, "request", twice)
    with pytest.raises(InputError, match="several totals for one period"):
        list(fetch(study, of("UN Comtrade")))


def test_what_a_source_lacks_is_a_note(copied, asked):
    lacking = of("World Bank").head(1)  # the recorded answer is about two other states
    with pytest.warns(InputNote, match="no figure of world_bank_exports for KAZ, RUS"):
        assert list(fetch(copied, lacking)) == []


@pytest.mark.parametrize("package", ["comtradeapicall", "wbgapi"])
def test_a_missing_extra_is_told_in_one_line(small, package, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(urllib.request, "urlopen", pytest.fail)
    assert main(["fetch", str(small)]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1 and f"{package!r} is not installed" in told
    assert "pip install" in told and "[fetch]" in told
    assert not (small / "cache").exists()


def test_a_full_disk_leaves_the_cache_as_it_was(demand):
    resource = pytest.importorskip("resource", reason="this system has no limits of file size")
    cache = demand.folder / "cache"
    before, limits = contents(cache), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))
    try:
        with pytest.raises(InputError, match="larger than a file may be here; expected room for"):
            list(fetch(demand, of("Our World in Data").head(1)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert contents(cache) == before and not leftovers(cache)


KEEP = """
from types import SimpleNamespace
import pandas as pd
from analysis.indicators import clients
from analysis.indicators import fetch as module
answer = clients.Answer(pd.DataFrame({"entity": ["KAZ"], "counterpart": None, "period": 2024,
                                      "value": 1.0}), ["https://example.org"])
line = SimpleNamespace(series="owid_electricity_demand", source="Our World in Data", code="x")
"""


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_at_any_step_leaves_figures_and_record_alike(demand):
    """What is read afterwards is what was there before, or what was being fetched."""
    cache = demand.folder / "cache"
    write = "module._keep(SimpleNamespace(folder=target), line, answer)"
    whole, killed = kill(demand.folder, KEEP, write)
    before, after = contents(cache), contents(whole / "cache")
    assert before != after
    for folder in killed:
        fetched(replace(demand, folder=folder))  # raises for figures that are not as recorded
        assert contents(folder / "cache") in (before, after)


def test_a_figure_of_fetched_series_names_their_files(demand):
    content = (demand.folder / "cache" / "owid_electricity_demand.csv").read_bytes()
    hashes = with_fetched(demand).hashes
    told = hashlib.sha256(content).hexdigest()
    assert hashes == demand.hashes | {"cache/owid_electricity_demand.csv": told}
