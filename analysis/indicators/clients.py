"""Asks the keepers of open series for figures, each through its own client."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from importlib import import_module
from types import ModuleType
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas as pd

from analysis.errors import InputError
from analysis.places import how_to_install

FIRST_YEAR = 2010
FIELDS = ["entity", "counterpart", "period", "value"]
SECONDS = 60
_PERIODS = 12  # that UN Comtrade takes in one question


class Unreachable(Exception):
    """A source gave no answer, or none that can be read; the text names the source and why."""


@dataclass(frozen=True)
class Answer:
    """What a source said: figures in its own unit, states by ISO 3166-1 alpha-3 code."""

    figures: pd.DataFrame
    addresses: list[str]


@dataclass(frozen=True)
class Source:
    """A keeper of open series: how to ask it, under which licence, of what quality it is."""

    ask: Callable[[str, list[str]], Answer]
    package: str | None
    licence: str
    quality: str


def require() -> None:
    """Raise `InputError` with one line when a client is not installed."""
    for source in SOURCES.values():
        if source.package:
            _client(source.package)


def ask(source: str, code: str, states: list[str]) -> Answer:
    """Ask a source for a series of the states since `FIRST_YEAR`, in order, without empty figures.

    Raises `Unreachable` when there is no answer or it cannot be read.
    """
    failures = (OSError, HTTPException, ValueError, LookupError, AttributeError, TypeError)
    for package, error in (("urllib3.exceptions", "HTTPError"), ("wbgapi", "APIError")):
        failures += (getattr(_client(package), error),)
    try:
        answer = SOURCES[source].ask(code, states)
        figures = answer.figures.astype({"period": int, "value": float}).dropna(subset="value")
        figures = figures[figures["entity"].isin(states) & (figures["period"] >= FIRST_YEAR)]
    except failures as error:
        reason = " ".join(str(error).split()).rpartition(": ")[2].strip("(){}\"' ")[:80]
        reason = reason or type(error).__name__
        raise Unreachable(f"{source} ({reason})") from None
    if figures.duplicated(FIELDS[:3]).any():
        raise Unreachable(f"{source} (several figures for one period of {code})")
    figures = figures[FIELDS].sort_values(FIELDS[:3], ignore_index=True)
    return Answer(figures, answer.addresses)


def _client(package: str) -> ModuleType:
    try:
        return import_module(package)
    except ModuleNotFoundError:
        raise InputError(
            f"fetch: package {package.partition('.')[0]!r} is not installed; "
            f"expected the extra: {how_to_install('fetch')}"
        ) from None


def _comtrade(flows: str, states: list[str]) -> Answer:
    client, said = _client("comtradeapicall"), io.StringIO()
    years = [str(year) for year in range(FIRST_YEAR, datetime.now(UTC).year + 1)]
    tables, addresses = [], []
    with redirect_stdout(said):  # the client prints what went wrong, and returns nothing
        codes = [client.convertCountryIso3ToCode(state) for state in states]
        if "" in codes:  # without a code the question would be about every state
            raise ValueError(f"no code for {states[codes.index('')]}")
        for start in range(0, len(years), _PERIODS):
            wanted = {
                "reporterCode": ",".join(codes),
                "flowCode": flows,
                "partnerCode": ",".join(codes),
                "period": ",".join(years[start : start + _PERIODS]),
                "cmdCode": "TOTAL",
                "partner2Code": "0",
                "customsCode": "C00",
                "motCode": "0",
                "includeDesc": True,
            }
            table = client.previewFinalData(typeCode="C", freqCode="A", clCode="HS", **wanted)
            if table is None:
                raise ValueError(said.getvalue())
            tables.append(table)
            place = "https://comtradeapi.un.org/public/v1/preview/C/A/HS"
            addresses.append(f"{place}?{urlencode(wanted, safe=',')}")
    names = {"reporterISO": "entity", "partnerISO": "counterpart", "primaryValue": "value"}
    table = pd.concat(tables).reindex(columns=[*names, "period", "flowCode"]).rename(columns=names)
    if table.duplicated([*FIELDS[:3], "flowCode"]).any():
        raise ValueError("several totals for one period")
    sums = table[table["entity"] != table["counterpart"]].groupby(FIELDS[:3])["value"]
    whole = sums.count() == len(flows.split(","))  # of exports and imports, both or none
    return Answer(sums.sum()[whole].reset_index(), addresses)


def _world_bank(code: str, states: list[str]) -> Answer:
    client = _client("wbgapi")
    client.get_options.setdefault("timeout", SECONDS)
    path, dates = (
        f"country/{';'.join(states)}/indicator/{code}",
        f"{FIRST_YEAR}:{datetime.now(UTC).year}",
    )
    lines = [
        (line["countryiso3code"], None, line["date"], line["value"])
        for line in client.fetch(path, {"date": dates})
    ]
    address = f"{client.endpoint}/{client.lang}/{path}?{urlencode({'date': dates}, safe=':')}"
    return Answer(pd.DataFrame(lines, columns=FIELDS), [address])


def _our_world_in_data(chart: str, _states: list[str]) -> Answer:
    """Load the table of a chart; `owid-catalog` would bring dozens of packages for the same."""
    address = f"https://ourworldindata.org/grapher/{chart}.csv?v=1&csvType=full"
    request = Request(address, headers={"User-Agent": "bilateral-atlas"})
    with urlopen(request, timeout=SECONDS) as reply:
        table = pd.read_csv(io.BytesIO(reply.read()))
    table.columns = ["name", "entity", "period", "value", *table.columns[4:]]
    return Answer(table.assign(counterpart=None), [address])


SOURCES = {
    "UN Comtrade": Source(
        _comtrade,
        "comtradeapicall",
        "free to use, with limits on passing records on; "
        "https://uncomtrade.org/docs/policy-on-use-and-re-dissemination/",
        "A",
    ),
    "World Bank": Source(
        _world_bank,
        "wbgapi",
        "CC BY 4.0 unless labelled otherwise; https://datacatalog.worldbank.org/public-licenses",
        "B",
    ),
    "Our World in Data": Source(
        _our_world_in_data,
        None,
        "CC BY 4.0; data of others under the terms of their producer, which the note names; "
        "https://ourworldindata.org/faqs",
        "B",
    ),
}
"""Every source that `analysis/indicators/catalogue.csv` may name."""
