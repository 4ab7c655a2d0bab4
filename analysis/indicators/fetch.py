"""Open series for a study: fetched into its cache, and offered beside its indicators."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, tell
from analysis.files import heal, write_together
from analysis.files.lock import locked
from analysis.indicators import clients
from analysis.places import CACHE
from analysis.study.load import Study

CATALOGUE = Path(__file__).with_name("catalogue.csv")
RECORD = "record.json"
_AGAIN = f"remove the folder {CACHE} and fetch again"


def catalogue() -> pd.DataFrame:
    """Return the series that can be fetched: source, code there, and the indicator it gives.

    `factor` leads from the source's unit to `unit`; the counterpart `other` is the other state.
    """
    return pd.read_csv(CATALOGUE)


def fetch(study: Study, wanted: pd.DataFrame | None = None) -> Iterator[Path]:
    """Fetch the series of the catalogue into the study's cache, and yield each file written.

    A source that gives no answer is asked no more, the others are; in the end `InputError` tells
    all such sources in one line. What was fetched before stays until something takes its place.
    """
    clients.require()
    states, silent = list(_states(study)), {}
    for line in (catalogue() if wanted is None else wanted).itertuples():
        if line.source in silent:
            continue
        try:
            answer = clients.ask(line.source, line.code, states)
        except clients.Unreachable as error:
            silent[line.source] = str(error)
            continue
        if answer.figures.empty:
            told = f"{line.source} has no figure of {line.series} for {', '.join(states)}"
            tell(told)
            continue
        yield _keep(study, line, answer)
    if silent:
        told = "; ".join(silent.values())
        raise InputError(f"fetch: no answer from {told}; what was there before is kept")


def fetched(study: Study) -> pd.DataFrame:
    """Return the cache as rows with the columns of `indicators.csv`; none when nothing is there.

    Figures have the status `official`, but for turnover, which is `derived`: the source has
    exports and imports only. Raises `InputError` for a file that is not as it was written.
    """
    lines = [_rows(study, line) for line in _cached(study)]
    return pd.concat([study.indicators.iloc[:0], *lines], ignore_index=True)


def with_fetched(study: Study) -> Study:
    """Return the study with the cache beside its own indicators, documents and definitions.

    Nothing is written: `series(with_fetched(study), "goods_exports")` has both, and
    `series(study, "goods_exports")` only what the study holds.
    """
    rows, lines, ours = fetched(study), _cached(study), study.indicator_definitions
    given = pd.DataFrame(lines, columns=["indicator", "unit", *ours.columns[2:]])
    given = given[~given["indicator"].isin(ours["indicator"])].drop_duplicates("indicator")
    documents = pd.DataFrame([*map(_document, lines)], columns=study.documents.columns)
    documents = documents.astype(study.documents.dtypes)
    return replace(
        study,
        indicators=pd.concat([study.indicators, rows], ignore_index=True),
        documents=pd.concat([study.documents, documents], ignore_index=True),
        indicator_definitions=pd.concat([ours, given], ignore_index=True),
        hashes=study.hashes | {f"{CACHE}/{line['series']}.csv": line["sha256"] for line in lines},
    )


def _states(study: Study) -> dict[str, str]:
    """Return the ids of the two states by their ISO 3166-1 alpha-3 codes."""
    what = f"study {study.name!r}"
    if study.folder is None:
        raise InputError(f"{what}: it was made in memory; expected one that has a folder")
    if not study.states or "country" not in study.actors:
        expected = "expected two, each with its country, of which there are open series"
        raise InputError(f"{what}: it has no states; {expected}")
    codes = study.actors.set_index("actor_id")["country"]
    if missing := [state for state in study.states if pd.isna(codes[state])]:
        raise InputError(f"actors.csv: {missing[0]!r} has no country; expected a code such as KAZ")
    return {codes[state]: state for state in study.states}


def _keep(study: Study, line, answer: clients.Answer) -> Path:
    path = study.folder / CACHE / f"{line.series}.csv"
    content = answer.figures.to_csv(index=False, lineterminator="\n").encode()
    entry = {
        "source": line.source,
        "code": line.code,
        "addresses": answer.addresses,
        "licence": clients.SOURCES[line.source].licence,
        "retrieved": datetime.now(UTC).date().isoformat(),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path.with_name(RECORD)):  # of which another fetch may have read, to write it too
        record = _record(study) | {path.name: entry}
        text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
        write_together(path.parent, {path.name: content, RECORD: f"{text}\n"})
    return path


def _record(study: Study) -> dict[str, dict]:
    if study.folder is None:
        return {}
    path = study.folder / CACHE / RECORD
    heal(path.parent)
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise InputError(f"{CACHE}/{RECORD}: not JSON in UTF-8 ({error}); {_AGAIN}") from None


def _cached(study: Study) -> list[dict]:
    """Return the lines of the catalogue that are in the cache, each with its entry and figures."""
    record, lines, problems = _record(study), [], []
    for line in catalogue().to_dict("records"):
        name = f"{line['series']}.csv"
        if name not in record:
            continue
        path = study.folder / CACHE / name
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != record[name]["sha256"]:
            problems.append(f"{CACHE}/{name}: not the file that was fetched (sha256); {_AGAIN}")
        else:
            lines.append(line | record[name] | {"figures": pd.read_csv(BytesIO(content))})
    if problems:
        raise InputError(problems)
    return lines


def _rows(study: Study, line: dict) -> pd.DataFrame:
    units = study.indicator_definitions.set_index("indicator")["unit"]
    if (unit := units.get(line["indicator"], line["unit"])) != line["unit"]:
        raise InputError(
            f"indicator_definitions.csv: unit of {line['indicator']!r}: {unit!r}; "
            f"expected {line['unit']!r}, in which {line['source']} is fetched"
        )
    names, figures = _states(study), line["figures"]
    other = line["counterpart"] == "other"
    rows = {
        "indicator": line["indicator"],
        "period": figures["period"].astype(str),
        "entity": figures["entity"].map(names),
        "counterpart": figures["counterpart"].map(names) if other else line["counterpart"],
        "value": figures["value"] * line["factor"],
        "precision": "exact",
        "unit": line["unit"],
        "document_id": f"fetched_{line['series']}",
        "status": line["status"],
        "note": line["note"],
    }
    return pd.DataFrame(rows, columns=study.indicators.columns).astype(study.indicators.dtypes)


def _document(line: dict) -> dict:
    """Describe a cached series as a document; its date is the day it was retrieved."""
    name = f"fetched_{line['series']}"
    return {
        "document_id": name,
        "date": line["retrieved"],
        "date_basis": "retrieved",
        "publisher": line["source"],
        "side": "other",
        "title": line["name_en"],
        "language": "en",
        "url": line["addresses"][0],
        "kind": "dataset",
        "quality": clients.SOURCES[line["source"]].quality,
        "family": name,
    }
