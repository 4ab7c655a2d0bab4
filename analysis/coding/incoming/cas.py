"""Codes as a UIMA CAS in JSON (0.4), as INCEpTION exports a document with its annotations."""

from collections.abc import Mapping
from pathlib import Path

from analysis.coding.incoming.passage import CODED, Passage, shown
from analysis.errors import InputError, problem

STRUCTURES = "%FEATURE_STRUCTURES"
SOFA = "uima.cas.Sofa"
META = "DocumentMetaData"
TOLD_BY = ("value", "identifier", "label", "name")
"""Features by which an annotation that another points to is told."""


def read_cas(path: Path, told: Mapping, fields: Mapping[str, str]) -> list[Passage]:
    """Return the annotations of a CAS that have features for our fields, in the order of the text.

    `fields` names the feature of each of our fields, which else has its own name. A feature that
    points to another annotation counts by that one's `value`, or else by its words. Places count
    UTF-16 units there, and code points here. Raises `InputError` where no annotation has a feature
    that is asked for.
    """
    structures = _structures(told)
    by_id = {each.get("%ID"): each for each in structures}
    features = {name: name for name in CODED} | dict(fields)
    found = []
    for each in structures:
        if not {"begin", "end"} <= each.keys() or str(each.get("%TYPE", "")).endswith(META):
            continue
        named = {ours: _value(each, theirs, by_id) for ours, theirs in features.items()}
        if any(named.values()):
            found.append((each, {name: value for name, value in named.items() if value}))
    if not found:
        expected = "expected fields={'actor': ...}, by the names of features"
        wrong = f"no annotation has one of the features {', '.join(features.values())}"
        raise InputError(problem(path.name, wrong=wrong, expectation=expected))
    found.sort(key=lambda pair: (pair[0]["begin"], pair[0]["end"]))
    document = _document(structures) or path.name.removesuffix(path.suffix)
    return [_passage(row, document, *pair, by_id) for row, pair in enumerate(found, 1)]


def _structures(told: Mapping) -> list[dict]:
    listed = told.get(STRUCTURES, [])
    if isinstance(listed, dict):
        listed = [{"%ID": int(name)} | each for name, each in listed.items()]
    return [each for each in listed if isinstance(each, dict)]


def _passage(row: int, document: str, each: Mapping, named: Mapping, by_id: Mapping) -> Passage:
    source, (start, end) = _text(each, by_id), (each["begin"], each["end"])
    return Passage(row, document, named, *(_points(source, at) for at in (start, end)), "", source)


def _text(each: Mapping, by_id: Mapping) -> str:
    sofa = by_id.get(each.get("@sofa")) or next(
        (other for other in by_id.values() if other.get("%TYPE") == SOFA), {}
    )
    return sofa.get("sofaString") or ""


def _points(text: str, units: int) -> int:
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(raw.decode("utf-16-le", "replace"))


def _value(each: Mapping, feature: str, by_id: Mapping) -> str:
    if f"@{feature}" not in each:
        return shown(each.get(feature))
    other = by_id.get(each[f"@{feature}"]) or {}
    told = next((shown(other[name]) for name in TOLD_BY if other.get(name)), "")
    if told or "begin" not in other:
        return told
    text = _text(other, by_id)
    return shown(text[_points(text, other["begin"]) : _points(text, other["end"])])


def _document(structures: list[dict]) -> str:
    for each in structures:
        if str(each.get("%TYPE", "")).endswith(META):
            return shown(each.get("documentTitle") or each.get("documentId"))
    return ""
