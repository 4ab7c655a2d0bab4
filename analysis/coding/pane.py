"""The coding pane as a widget of Jupyter: carries messages between the page and the session."""

from pathlib import Path

import anywidget

from analysis.coding.rows import check_coder, check_document, read, title_of
from analysis.coding.session import Session, answer
from analysis.coding.text import paragraphs, read_text
from analysis.errors import InputError
from analysis.locale import check_language
from analysis.places import find_study
from analysis.study.load import Study

STATIC = Path(__file__).parent / "static"


class Pane(anywidget.AnyWidget):
    """The pane; the session is no trait of it, so that no text is stored with the notebook."""

    _esm = (STATIC / "coding.js").read_text(encoding="utf-8")
    _css = (STATIC / "coding.css").read_text(encoding="utf-8")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.on_msg(lambda _, message, __: self.send(answer(session, message)))

    def __repr__(self) -> str:
        return f"<Coding of {self._session.document} by {self._session.coder}>"


def code(
    study: Study | str | Path,
    document: str,
    text_file: str | Path | None = None,
    *,
    coder: str,
    language: str = "en",
) -> Pane:
    """Show a pane in which a document is coded into `statements`, row by row.

    `text_file` is a text file on the coder's machine, UTF-8, its paragraphs parted by empty lines
    or one a line; without it the pane asks for the text. The text is written neither to the study
    nor to the notebook. Each row is checked as one types and added whole, beside other coders; a
    coder who has a table in the study's `codings` adds to that, and sees nothing of the first
    coding. Raises `InputError` for an unknown study, document or language, for what cannot name a
    coder, and for a file that cannot be read.

    >>> code("kazakhstan-russia", "D012", coder="c1")
    <Coding of D012 by c1>
    """
    folder = study.folder if isinstance(study, Study) else find_study(study)
    if folder is None:
        raise InputError("study: it was made in memory; expected one that has a folder")
    check_language(language)
    check_coder(coder)
    tables = read(folder, coder)
    check_document(document, tables)
    session = Session(folder, document, coder, language)
    if text_file is not None:
        title = title_of(tables, document)
        session.texts = paragraphs(read_text(text_file, folder), title)
    return Pane(session)
