"""What a notebook needs of a study, and what a study lacks of it.

A notebook declares it in the metadata of its `parameters` cell: `"needs": ["stances", "projects or
indicators"]`. One that declares nothing runs on any study.
"""

from collections.abc import Callable
from pathlib import Path

from analysis.errors import InputError, one_of
from analysis.runs.notebook import load
from analysis.study.load import Study


def _column(name: str) -> Callable[[Study], bool]:
    return lambda study: name in study.statements and bool(study.statements[name].notna().any())


def _table(name: str) -> Callable[[Study], bool]:
    return lambda study: len(getattr(study, name)) > 0


THINGS: dict[str, Callable[[Study], bool]] = {
    "states": lambda study: len(study.package.get("states", [])) == 2,
    "stances": _column("stance"),
    "dates": _column("date"),
    "targets": _column("target"),
    "speakers": _column("speaker"),
    "relations": _column("relation"),
    "documents": _table("documents"),
    "indicators": _table("indicators"),
    "projects": _table("projects"),
    "routes": _table("routes"),
}
"""What a study may have, and how it is told whether it does."""


def needs(notebook: Path) -> list[str]:
    """Return what a notebook needs; alternatives are one text, joined by "or".

    Raises `InputError` for a need that is none of `THINGS`.
    """
    cells = load(notebook)["cells"]
    tagged = [cell for cell in cells if "parameters" in (cell["metadata"].get("tags") or [])]
    told = tagged[0]["metadata"].get("needs", []) if tagged else []
    if not isinstance(told, list) or not all(isinstance(need, str) for need in told):
        raise InputError(f"{notebook.name}: its needs are {told!r}; expected a list of texts")
    unknown = [thing for need in told for thing in need.split(" or ") if thing not in THINGS]
    if unknown:
        raise InputError(
            f"{notebook.name}: it needs {thing!r}; {one_of(thing, THINGS)}" for thing in unknown
        )
    return told


def lacking(study: Study, needs: list[str]) -> list[str]:
    """Return what a study lacks of what is needed, such as "no states", in the order of needs."""
    return [
        " and ".join(f"no {thing}" for thing in need.split(" or "))
        for need in needs
        if not any(THINGS[thing](study) for thing in need.split(" or "))
    ]
