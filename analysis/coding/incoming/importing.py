"""Imports codes that others gave into a study, as the coding of one more coder."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.coding.changes import Change
from analysis.coding.desk_tables import SPANS, TEXTS, own_rows
from analysis.coding.entered import taken_ids
from analysis.coding.incoming.read import read_passages
from analysis.coding.incoming.rows import TakenIn, rows_of_passages
from analysis.coding.library import library
from analysis.coding.opening import page
from analysis.coding.prompts import PARAPHRASE
from analysis.coding.roles import FIRST, role_of
from analysis.coding.rows import check_coder, table_problems
from analysis.coding.session import Session, coding, done, refresh, table_name
from analysis.errors import InputError, tell
from analysis.files import write_whole
from analysis.measures.agreement import STUDYS_OWN
from analysis.places import find_study
from analysis.study.load import Study
from analysis.study.package import read_package
from analysis.study.resources import by_name


def import_codes(
    study: Study | str | Path,
    path: str | Path,
    texts_folder: str | Path | None = None,
    *,
    coder: str,
    fields: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Take in codes that a machine or another program gave, as those of one more coder.

    `path` is a table (CSV, XLSX, Parquet) or JSON with a row a code: its document, where it stands
    (`start` and `end`, `span`, or the words as `quote`; or a `locator`) and our fields; Web
    Annotations (`.jsonld`); a UIMA CAS in JSON, as INCEpTION exports it; or a REFI-QDA project
    (`.qdpx`). `fields` says how there is called what we call otherwise, as in `{"actor":
    "Sender"}`: a column, a feature, or the code above those meant. Places are found again in the
    texts of `texts_folder`, and kept as spans.

    The rows go into `codings/<coder>.csv`, which `agreement` and its like compare with the study's;
    into `statements` where the package declares the coder as the first one. Returns the rows.
    Raises `InputError` with every row that is wrong, in which case nothing is written, and when the
    coder has rows in these documents. What was filled in or not found is told by an `InputNote`.

    >>> import_codes("kazakhstan-russia", "codes.csv", coder="m1")
    Traceback (most recent call last):
    analysis.errors.InputError: codes.csv: no such file in ...
    """
    folder = study.folder if isinstance(study, Study) else find_study(study)
    if folder is None:
        raise InputError("study: it was made in memory; expected one that has a folder")
    session = Session(folder, coder, "en", library(texts_folder, folder))
    found = prepared(session, path, fields)
    for note in found.notes:
        tell(f"{Path(path).name}: {note}")
    write(session, found)
    return found.rows.reset_index(drop=True)


def prepared(
    session: Session, path: str | Path, fields: Mapping[str, str] | None = None
) -> TakenIn:
    """Return what a file would bring in for the coder of a session; see `import_codes`."""
    check_coder(session.coder)
    passages = read_passages(path, fields)
    refresh(session)
    asked = _fields(session, {name for each in passages for name in each.fields})
    is_there = _is_first(session) or _own(session).is_file()
    taken = partial(taken_ids, session) if is_there else lambda document: ()
    found = rows_of_passages(session, passages, asked, taken)
    if problems := table_problems(Path(path).name, found.rows, session.tables):
        raise InputError(problems)
    if is_there:
        there = session.tables.statements
        mine = {*there.loc[there["coder"].eq(session.coder), "document_id"]}
        if double := sorted(mine & {*found.rows["document_id"]}):
            raise InputError(
                f"coder: {session.coder!r} has coded {', '.join(double[:5])} already; expected "
                "another name, or documents that are not coded"
            )
    return found


def write(session: Session, found: TakenIn) -> None:
    """Write rows and spans as one deed of the coder, which can be taken back at the desk."""
    if not _is_first(session) and not _own(session).is_file():
        write_whole(_own(session), ",".join(found.rows.columns) + "\n")
        session.tables = None
        refresh(session)
    table, name = table_name(session), coding(session)
    changes = [Change(table, None, row) for row in found.rows.to_dict("records")]
    hashes = {document: its.hash for document, its in found.articles.items()}
    for row in found.rows.to_dict("records"):
        if span := found.spans.get(row["statement_id"]):
            known = {"coding": name} | {each: row[each] for each in ("statement_id", "document_id")}
            hash_ = {"text": hashes[row["document_id"]]}
            changes.append(Change(SPANS, None, known | span | hash_))
    done(session, "import", [*changes, *_texts(session, found)])


def _texts(session: Session, found: TakenIn) -> list[Change]:
    """Return what notes the text of a document, where none is noted."""
    return [
        Change(
            TEXTS,
            None,
            {
                "document_id": document,
                "file": its.name,
                "hash": its.hash,
                "length": str(len(its.text)),
            },
        )
        for document, its in found.articles.items()
        if not own_rows(session.journal, TEXTS, document_id=document)
    ]


def _fields(session: Session, given: set[str]) -> list[str]:
    """Return the fields of the coder's table; a new one has no paraphrases where none are given."""
    if _is_first(session) or _own(session).is_file():
        return [field["name"] for field in session.tables.schema["fields"]]
    fields = by_name(read_package(session.folder))["statements"]["schema"]["fields"]
    names = [field["name"] for field in fields if field["name"] not in STUDYS_OWN]
    told = any(name.startswith(PARAPHRASE) for name in given)
    return [name for name in names if told or not name.startswith(PARAPHRASE)]


def _own(session: Session) -> Path:
    return session.folder / "codings" / f"{session.coder}.csv"


def _is_first(session: Session) -> bool:
    return role_of(session.package, session.coder) == FIRST


def import_at_desk(session: Session, message: dict) -> dict:
    """Import the codes of a file for a coder that the message names; with `preview` only tell."""
    theirs = Session(session.folder, message["coder"].strip(), session.language, session.library)
    found = prepared(theirs, message["path"].strip())
    told = {"of": len(found.rows), "spans": len(found.spans), "notes": found.notes}
    if message.get("preview"):
        return told
    write(theirs, found)
    refresh(session)
    return told | {"imported": len(found.rows), "page": page(session)}
