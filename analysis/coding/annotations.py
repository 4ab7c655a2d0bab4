"""Codings as annotations for other programs: Web Annotations, UIMA CAS (INCEpTION), REFI-QDA, CSV.

Web Annotations and CSV hold no word of a text. A CAS and a REFI-QDA project are made of texts, so
that they hold them whole: they are for one's own machine.
"""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from analysis.coding.passages import Coded, coded_passages
from analysis.coding.refi import qdpx
from analysis.coding.session import Session
from analysis.coding.text_spans import Place
from analysis.errors import InputError
from analysis.files import write_whole

CODES = ("speaker", "actor", "target", "sector", "relation", "stance")
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TYPE = "atlas.Statement"
VIEW = "_InitialView"
META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
"""The annotation by which INCEpTION knows what a document is called."""


def write_annotations(session: Session, path: str | Path) -> Path:
    """Write the coder's rows with their passages, in the format that the name ends in.

    `.jsonld` is Web Annotations (W3C 2017), `.json` a UIMA CAS as JSON, of one document,
    `.qdpx` a REFI-QDA project, `.csv` a table of places. Raises `InputError` for another ending,
    for a place in the study, and where no text with a coded passage is here.
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path.name}: expected a name in {', '.join(FORMATS)}")
    if path.resolve().is_relative_to(session.folder.resolve()):
        raise InputError(f"{path.name}: lies in the study; expected it outside")
    found = [each for each in coded_passages(session) if each.rows]
    if not found:
        raise InputError("annotations: no text with a coded passage is here; expected one")
    write_whole(path, FORMATS[path.suffix.lower()](found))
    return path


def web_annotations(coded: list[Coded]) -> str:
    """Return rows as a list of Web Annotations, each a body a code and a place in a text."""
    told = [_annotation(each, row, place) for each in coded for row, place in each.rows]
    return json.dumps({"@context": CONTEXT, "@graph": told}, ensure_ascii=False, indent=1) + "\n"


def cas(coded: list[Coded]) -> str:
    """Return one document with its rows as a UIMA CAS in JSON, whose places count UTF-16 units.

    Raises `InputError` for several documents, of which each is a CAS of its own.
    """
    if len(coded) > 1:
        raise InputError("annotations: a CAS holds one document; expected texts of one only")
    [only] = coded
    text = only.article.text
    features = {name: {"%NAME": name, "%RANGE": "uima.cas.String"} for name in ("id", *CODES)}
    of_rows = [
        {
            "%ID": number,
            "%TYPE": TYPE,
            "@sofa": 1,
            "begin": _units(text[: place.start]),
            "end": _units(text[: place.end]),
            "id": row["statement_id"],
        }
        | {name: row[name] for name in CODES if row.get(name)}
        for number, (row, place) in enumerate(only.rows, 3)
    ]
    meta = {"%ID": 2, "%TYPE": META, "@sofa": 1, "begin": 0, "end": _units(text)}
    meta |= {"documentTitle": only.document["document_id"]}
    sofa = {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": VIEW,
        "mimeType": "text/plain",
        "sofaString": text,
    }
    told = {
        "%TYPES": {
            TYPE: {"%NAME": TYPE, "%SUPER_TYPE": "uima.tcas.Annotation"} | features,
            META: {"%NAME": META, "%SUPER_TYPE": "uima.tcas.DocumentAnnotation"}
            | {"documentTitle": {"%NAME": "documentTitle", "%RANGE": "uima.cas.String"}},
        },
        "%FEATURE_STRUCTURES": [sofa, meta, *of_rows],
        "%VIEWS": {VIEW: {"%SOFA": 1, "%MEMBERS": [each["%ID"] for each in (meta, *of_rows)]}},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def table(coded: list[Coded]) -> str:
    """Return a line a row: document, statement, place and codes, and no words."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["document_id", "statement_id", "start", "end", *CODES])
    for each in coded:
        for row, place in each.rows:
            codes = [row.get(name, "") for name in CODES]
            writer.writerow(
                [row["document_id"], row["statement_id"], place.start, place.end, *codes]
            )
    return text.getvalue()


def read_web_annotations(path: str | Path) -> list[dict[str, str]]:
    """Return what `web_annotations` writes as rows: ids, codes, `start` and `end`.

    Raises `InputError` for what is no such file.
    """
    path = Path(path)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        return [_read(each) for each in told]
    except (OSError, ValueError, KeyError, TypeError) as error:
        expected = "expected Web Annotations of statements"
        raise InputError(f"{path.name}: cannot be read ({error}); {expected}") from None


def _annotation(coded: Coded, row: dict[str, str], place: Place) -> dict:
    bodies = [
        {"type": "TextualBody", "purpose": "classifying", "name": name, "value": row[name]}
        for name in CODES
        if row.get(name)
    ]
    source = coded.document.get("url") or f"urn:document:{row['document_id']}"
    return {
        "type": "Annotation",
        "id": f"urn:statement:{row['statement_id']}",
        "motivation": "classifying",
        "creator": {"type": "Person", "nickname": row.get("coder", "")},
        "body": bodies,
        "target": {
            "source": source,
            "selector": {
                "type": "TextPositionSelector",
                "start": place.start,
                "end": place.end,
            },
        },
    }


def _read(told: dict) -> dict[str, str]:
    codes = {each["name"]: str(each["value"]) for each in told["body"]}
    selector = told["target"]["selector"]
    name = told["id"].removeprefix("urn:statement:")
    places = {side: str(int(selector[side])) for side in ("start", "end")}
    return {"statement_id": name, "source": told["target"]["source"]} | places | codes


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


FORMATS: dict[str, Callable[[list[Coded]], str | bytes]] = {
    ".jsonld": web_annotations,
    ".json": cas,
    ".qdpx": qdpx,
    ".csv": table,
}
