"""Shows a study to others: files for other programs, an explorer, a site, a report."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError, counted
from analysis.places import default_study, figures_of, find_study, project

if TYPE_CHECKING:
    from analysis.study.load import Study


def export(options: argparse.Namespace) -> int:
    """Write the network, the statements or a matrix to a file."""
    from analysis.study.load import load_study
    from analysis.study.selection import select

    chosen = select(
        load_study(options.study or default_study()),
        since=options.since,
        until=options.until,
        actors=options.actors,
        sectors=options.sectors,
    )
    if chosen.statements.empty:
        raise InputError(f"{options.file}: not written, no statement is selected; expected some")
    path, written = _write(chosen, options.what, options.file, options.language)
    print(f"{path}: {written}")
    return 0


def _write(study: "Study", what: str, file: Path, language: str) -> tuple[Path, str]:
    from analysis.exchange import export as write
    from analysis.networks.graphs import graph
    from analysis.networks.matrices import one_mode, two_mode

    if what == "network":
        network = graph(study, "party")
        nodes, edges = network.number_of_nodes(), network.number_of_edges()
        _refuse_empty(edges, file, "no actor is tied to a sector")
        told = f"{counted(nodes, 'node')}, {counted(edges, 'edge')}"
        return write(network, file, language=language), told
    if what == "statements":
        told = counted(len(study.statements), "statement")
        return write(study, file, language=language), told
    if what == "two-mode":
        matrix, counts = two_mode(study.statements), "statements"
    elif "stance" in study.statements:
        matrix, counts = one_mode(study.statements, scale=study.scale), "congruence"
    else:  # nobody agrees or differs
        matrix, counts = one_mode(study.statements, aggregation="ignore"), "pairs of statements"
    _refuse_empty(matrix.size, file, "the matrix has no row")
    return write(matrix, file), f"{len(matrix)} by {len(matrix.columns)}, {counts}"


def _refuse_empty(number: int, file: Path, told: str) -> None:
    if not number:
        raise InputError(f"{file}: not written, {told}; expected some")


def explore(options: argparse.Namespace) -> int:
    """Write an explorer of the network that a browser opens, in a folder of its own."""
    from analysis.explorer.standalone import write
    from analysis.study.load import load_study

    study = load_study(options.study)
    folder = options.output or project() / "explored" / find_study(options.study).name
    print(write(study, folder))
    return 0


def site(options: argparse.Namespace) -> int:
    """Build a static site of the executed notebooks, the figures and the codebook."""
    from analysis.pages.site import build

    print(build(options.output or _beside(options.study, "site", ""), study=options.study))
    return 0


def report(options: argparse.Namespace) -> int:
    """Set the executed notebooks, the figures, the codebook and the documents as one PDF."""
    from analysis.pages.report import build

    output = options.output or _beside(options.study, "report", ".pdf")
    print("setting the report ...", file=sys.stderr, flush=True)
    print(build(output, study=options.study))
    return 0


def _beside(study: str, name: str, ending: str) -> Path:
    """Return where a page of a study goes: under its plain name for the first, else with both."""
    first = figures_of(study) == project() / "figures"
    return project() / f"{name}{'' if first else f'-{find_study(study).name}'}{ending}"
