"""From looking to paper: the view as a figure, a parameters file, a table and a network."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import yaml

from analysis import charts
from analysis.charts.chart import Chart
from analysis.errors import InputError, check_choice, problem
from analysis.exchange import export
from analysis.explorer.view import Choices, chosen, network, plain
from analysis.files import write_whole
from analysis.networks.graphs import strongest
from analysis.places import resolve_output, study_name
from analysis.publish.save import Written, shown
from analysis.publish.targets import TARGETS
from analysis.study.load import Study

NAME = "explored"
NOTEBOOK = "00-explore"


def chart(study: Study, choices: Choices) -> Chart:
    """Return the network of the choices as a chart; no choice of it is one of chance."""
    selected = chosen(study, choices)
    told = {name: value for name, value in plain(choices).items() if value not in ("", [])}
    selected = replace(selected, selection=selected.selection | told)
    drawn = strongest(network(selected, choices), choices.most)
    made = charts.network(selected, graph=drawn, language=choices.language)
    return replace(made, seed=None)


def write(what: str, study: Study, choices: Choices, output: str, target: str = "") -> Written:
    """Write a part of the view into a folder, and return what was written.

    `what` is one of `WRITERS`; only the figure heeds the `target`. A relative folder stands
    in the project. Raises `InputError` for what is none of them, an unknown target, an empty view,
    and what the exporter refuses.
    """
    check_choice("what", what, WRITERS)
    check_choice("target", target, ["", *TARGETS])
    folder = resolve_output(output)
    return Written(shown(folder), WRITERS[what](study, choices, folder, target))


def _write_figure(study: Study, choices: Choices, folder: Path, target: str) -> list[str]:
    drawn = chart(study, choices)
    _refuse_nothing(len(drawn.table))
    return drawn.save(NAME, folder, target=target or None).written.files


def _write_parameters(study: Study, choices: Choices, folder: Path, _: str) -> list[str]:
    path = folder / f"{NAME}.yaml"
    write_whole(path, parameters(study, choices))
    return [path.name]


def parameters(study: Study, choices: Choices) -> str:
    """Return the choices as a grid of one point, for `atlas run --grid`."""
    if study.folder is None:
        wrong, expected = "has no folder", "expected one that was loaded, for a notebook to load it"
        raise InputError(problem(wrong=f"study {study.name!r}: it {wrong}", expectation=expected))
    place = study_name(study.folder)
    grid = {"view": {NAME: {"study": place} | plain(choices)}}
    told = f"# atlas run {NOTEBOOK} --grid {NAME}.yaml --output DIR\n"
    return told + yaml.safe_dump(grid, allow_unicode=True, sort_keys=False)


def _write_statements(study: Study, choices: Choices, folder: Path, _: str) -> list[str]:
    selected = chosen(study, choices)
    _refuse_nothing(len(selected.statements))
    return [export(selected, folder / f"{NAME}-statements.csv", language=choices.language).name]


def _write_network(study: Study, choices: Choices, folder: Path, _: str) -> list[str]:
    whole = network(chosen(study, choices), choices)
    _refuse_nothing(whole.number_of_edges())
    return [export(whole, folder / f"{NAME}.gexf", language=choices.language).name]


def _refuse_nothing(number: int) -> None:
    if not number:
        raise InputError("selection: no statement meets it; expected some, to write them")


Writer = Callable[[Study, Choices, Path, str], list[str]]

WRITERS: dict[str, Writer] = {
    "figure": _write_figure,
    "parameters": _write_parameters,
    "statements": _write_statements,
    "network": _write_network,
}
