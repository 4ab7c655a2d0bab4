"""The coding desk as a widget of Jupyter: carries messages between the page and the session."""

from pathlib import Path

import anywidget

from analysis.coding.annotations import write_annotations
from analysis.coding.answers import answer
from analysis.coding.library import library
from analysis.coding.roles import with_own_table
from analysis.coding.rows import check_coder, check_document
from analysis.coding.session import Session, refresh, texts
from analysis.errors import InputError
from analysis.locale import check_language
from analysis.places import find_study
from analysis.study.load import Study
from analysis.study.package import read_package

STATIC = Path(__file__).parent / "static"
PARTS = [
    f"{name}.js"
    for name in (
        *("elements", "messages", "combobox", "reader", "form", "list", "document", "rows"),
        *("dialogs", "adding", "bulk", "comparing", "keys", "desk"),
    )
]
"""The parts of the page's module, each behind what it rests on."""


class Desk(anywidget.AnyWidget):
    """The desk; the session is no trait of it, so that no text is stored with the notebook."""

    _esm = "\n".join((STATIC / part).read_text(encoding="utf-8") for part in PARTS)
    _css = (STATIC / "desk.css").read_text(encoding="utf-8")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.on_msg(lambda _, message, __: self.send(answer(session, message)))

    def export(self, path: str | Path) -> Path:
        """Write the rows that stand on passages for other programs (see `annotations`)."""
        return write_annotations(self._session, path)

    def __repr__(self) -> str:
        return f"<Coding desk of {self._session.coder}>"


def desk(
    study: Study | str | Path,
    texts_folder: str | Path | None = None,
    *,
    coder: str,
    document: str | None = None,
    language: str = "en",
) -> Desk:
    """Show a desk at which texts are coded into `statements`, row by row.

    `texts_folder` is a folder of texts on the coder's machine, or one file, which may be of
    `document`: plain text, HTML, Word, PDF, references, downloads of Nexis Uni or Factiva. Without
    it the desk asks for the text. Texts are written neither to the study nor to the notebook; where
    a statement stands is kept by place and hash. Rows are checked as one types, and can be changed,
    marked and taken back, also on another day. A coder who has a table in the study's `codings`
    codes into that, and sees nothing of the first coding; whom the package declares as `coders`
    codes by their role (`analysis.coding.roles`). Raises `InputError` for an unknown study,
    document or language, for what cannot name a coder, and for texts that are not there.

    >>> desk("kazakhstan-russia", coder="c1")
    <Coding desk of c1>
    """
    folder = study.folder if isinstance(study, Study) else find_study(study)
    if folder is None:
        raise InputError("study: it was made in memory; expected one that has a folder")
    check_language(language)
    check_coder(coder)
    with_own_table(folder, read_package(folder), coder)
    session = Session(folder, coder, language, library(texts_folder, folder))
    refresh(session)
    if document is not None:
        check_document(document, session.tables)
        session.document = document
        named = texts(session).get(document, "")
        only = list(session.library.places)
        session.name = named or (only[0] if len(only) == 1 else "")
    return Desk(session)
