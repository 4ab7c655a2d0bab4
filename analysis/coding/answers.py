"""Each message of the desk and its answer: plain dictionaries, never kept with a notebook."""

from pathlib import Path

from analysis.coding import adding, adjudication, bulk, editing, opening
from analysis.coding.incoming.importing import import_at_desk
from analysis.coding.session import Session
from analysis.coding.translated import translated_answer
from analysis.errors import InputError

MOST_TOLD = 8

DEEDS = {
    "open": opening.open_desk,
    "document": opening.open_document,
    "window": opening.open_window,
    "text": opening.take_text,
    "twins": opening.twins,
    "check": editing.check_row,
    "save": editing.save_row,
    "delete": editing.delete_row,
    "mark": editing.mark,
    "undo": editing.undo,
    "redo": editing.redo,
    "cells": editing.cells,
    "history": editing.told_history,
    "rule": editing.told_rules,
    "suggest": adding.suggest,
    "near": adding.near,
    "fields": adding.fields,
    "add": adding.add,
    "search": bulk.search,
    "recode": bulk.recode,
    "merge": bulk.merge,
    "lacking": bulk.lacking,
    "compare": adjudication.compare,
    "adjudicate": adjudication.adjudicate,
    "import": import_at_desk,
}
"""What is done, by the `kind` of a message."""


def answer(session: Session, message: dict) -> dict:
    """Do what a message asks, and return the answer; what went wrong is told in it."""
    back = {name: message[name] for name in ("view", "number", "kind") if name in message}
    return back | translated_answer(_done(session, message), session.language)


def _done(session: Session, message: dict) -> dict:
    try:
        return DEEDS[message["kind"]](session, message)
    except editing.Refused as error:
        return {"faults": error.faults, "refused": True}
    except InputError as error:
        problems = error.problems
        more = [f"and {len(problems) - MOST_TOLD} more"] if len(problems) > MOST_TOLD else []
        return {"problems": problems[:MOST_TOLD] + more}
    except OSError as error:
        name = Path(error.filename).name if error.filename else "file"
        return {"problems": [f"{name}: {error.strerror or error}; nothing was written"]}
