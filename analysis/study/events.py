"""What must hold of the events of a frame, and of the statements of their texts."""

from collections.abc import Iterator

import pandas as pd

from analysis.errors import Problem, problem


def wrong_events(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Yield a line for each event that nobody lists, or that contradicts itself or another."""
    listed = [name for name in table if name.startswith("listed_")]
    for row, line in zip(table.index, table.to_dict("records"), strict=True):
        name, document, read = (line.get(each, "") for each in ("frame_id", "document_id", "read"))
        if listed and not any(line[each] for each in listed):
            expected = f"expected an address in {' or '.join(listed)}"
            yield problem(file, row, "frame_id", name, expected, wrong="is listed by no side")
        if "read" in table and bool(document) != bool(read):
            wrong, expected = "has a text" if document else "has no text", "expected "
            expected += "how much of it was read" if document else "a document, or nothing read"
            yield problem(file, row, "read", read, expected, wrong=wrong)
        if line.get("actor", "") and line.get("actor") == line.get("counterpart"):
            wrong, expected = "is the actor too", "expected another"
            yield problem(file, row, "counterpart", line["actor"], expected, wrong=wrong)
    if "document_id" in table:
        yield from _two_events(file, table["document_id"])


def _two_events(file: str, documents: pd.Series) -> Iterator[Problem]:
    """One text is coded for one event, so that no statement is counted for two."""
    filled = documents[documents != ""]
    for row, document in filled[filled.duplicated()].items():
        wrong, expected = "is the text of an event above", "expected one event for one text"
        yield problem(file, row, "document_id", document, expected, wrong=wrong)


def outside_frame(files: dict, events: pd.DataFrame, statements: pd.DataFrame) -> Iterator[Problem]:
    """Yield a line for each statement of the frame whose document is the text of no event."""
    documents = statements["document_id"]
    for row, document in documents[
        (documents != "") & ~documents.isin(events["document_id"])
    ].items():
        wrong, expected = "is the text of no event in frame", "expected one of its documents"
        yield problem(
            files["frame_statements"], row, "document_id", document, expected, wrong=wrong
        )
