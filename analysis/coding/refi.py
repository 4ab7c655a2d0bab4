"""A coding as a REFI-QDA project, which MAXQDA, NVivo, ATLAS.ti and QualCoder open.

A statement is a passage with a code from each branch: speaker, actor, target, sector, relation,
stance. Ids are made of names, so that the same coding gives the same bytes.
"""

import zipfile
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from analysis.coding.passages import Coded

SPACE = "urn:QDA-XML:project:1.0"
BRANCHES = ("speaker", "actor", "target", "sector", "relation", "stance")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can tell


def qdpx(coded: list[Coded]) -> bytes:
    """Return a project of texts and their coded passages, whole texts among it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", _project(coded))
        for each in coded:
            name = f"Sources/{_id('text', each.document['document_id'])}.txt"
            _put(archive, name, each.article.text.encode("utf-8", "surrogatepass"))
    return out.getvalue()


def _project(coded: list[Coded]) -> bytes:
    register_namespace("", SPACE)
    root = _element(None, "Project", name="Codings", origin="Bilateral Atlas")
    rows = [row for each in coded for row, _ in each.rows]
    users = _element(root, "Users")
    for coder in sorted({row.get("coder", "") for row in rows}):
        _element(users, "User", guid=_id("coder", coder), name=coder or "coder")
    codes = _element(_element(root, "CodeBook"), "Codes")
    for branch in BRANCHES:
        values = sorted({row[branch] for row in rows if row.get(branch)})
        top = _element(codes, "Code", guid=_id(branch), name=branch, isCodable="false")
        for value in values:
            _element(top, "Code", guid=_id(branch, value), name=value, isCodable="true")
    sources = _element(root, "Sources")
    for each in coded:
        _source(sources, each)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def _source(sources: Element, coded: Coded) -> None:
    name = coded.document["document_id"]
    guid = _id("text", name)
    source = _element(
        sources, "TextSource", guid=guid, name=name, plainTextPath=f"internal://{guid}.txt"
    )
    for row, place in coded.rows:
        passage = _element(
            source,
            "PlainTextSelection",
            guid=_id("passage", row["statement_id"]),
            name=row["statement_id"],
            startPosition=str(place.start),
            endPosition=str(place.end),
        )
        for branch in [branch for branch in BRANCHES if row.get(branch)]:
            coding = _element(
                passage,
                "Coding",
                guid=_id("coding", row["statement_id"], branch),
                creatingUser=_id("coder", row.get("coder", "")),
            )
            _element(coding, "CodeRef", targetGUID=_id(branch, row[branch]))


def _element(parent: Element | None, kind: str, /, **attributes: str) -> Element:
    tag = f"{{{SPACE}}}{kind}"
    if parent is None:
        return Element(tag, attributes)
    return SubElement(parent, tag, attributes)


def _id(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("atlas", *names))))


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
