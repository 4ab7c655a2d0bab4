"""Lists what there is to name: studies, notebooks, their parameters, charts."""

import argparse
import json
from pathlib import Path

from analysis.errors import InputError, one_of
from analysis.places import PACKAGE_FILE, comes_with_the_package, find_study, notebooks, studies

WHATS = ("studies", "notebooks", "parameters", "charts")


def list_all(options: argparse.Namespace) -> int:
    """List studies, notebooks, parameters and charts."""
    tell = {
        "studies": _studies,
        "notebooks": _notebooks,
        "parameters": _parameters,
        "charts": _charts,
    }
    wrong = [each for each in options.what if each not in WHATS]
    if wrong:
        raise InputError(f"list: {each!r}; {one_of(each, WHATS)}" for each in wrong)
    for place, what in enumerate(options.what or WHATS):
        print(*([""] if place else []), f"{what.capitalize()}:", sep="\n")
        print("\n".join(f"  {line}" for line in tell[what]()) or "  none")
    return 0


def _studies() -> list[str]:
    lines = []
    for name in studies():
        folder = find_study(name)
        mark = " (comes with the package)" if comes_with_the_package(folder) else ""
        lines.append(f"{name}  {_title(folder)}\n      {folder}{mark}")
    return lines


def _title(folder: Path) -> str:
    try:
        told = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8-sig"))
        return str(told.get("title", ""))
    except (OSError, ValueError, AttributeError):
        return "its data package cannot be read; atlas check tells why"


def _notebooks() -> list[str]:
    from analysis.runs.notebook import load
    from analysis.runs.notebook_needs import needs

    lines = []
    for name, path in notebooks().items():
        first = next(iter(load(path)["cells"]), {"source": ""})["source"]
        title = first.partition("\n")[0].lstrip("# ")
        wanted = f"; needs {', '.join(needs(path))}" if needs(path) else ""
        lines.append(f"{name}  {title}{wanted}")
    return lines


def _parameters() -> list[str]:
    """Tell each parameter once, with the notebooks when not all of them have it."""
    from analysis.commands.checked import choices
    from analysis.runs.parameters import Parameter, read, to_text

    books = notebooks()
    where: dict[Parameter, list[str]] = {}
    for name, path in books.items():
        for parameter in read(path):
            where.setdefault(_hashable(parameter), []).append(name)
    lines = []
    for each, names in where.items():
        only = "" if len(names) == len(books) else f"\n      in {', '.join(names)}"
        known = choices().get(each.name)
        told = f"\n      one of: {', '.join(known)}" if known else ""
        default = to_text(json.loads(each.default)) or "empty"
        lines.append(f"{each.name} ({each.type}, {default})  {each.comment}{told}{only}")
    return lines


def _hashable(parameter):
    """A list is no key of a dictionary, its JSON is."""
    from dataclasses import replace

    return replace(parameter, default=json.dumps(parameter.default))


def _charts() -> list[str]:
    from analysis import charts

    names = [name for name in charts.__all__ if name not in ("Chart", "findings")]
    return [f"{name}  {_summary(getattr(charts, name))}" for name in names]


def _summary(function: object) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0]
