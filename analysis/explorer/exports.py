"""From looking to paper: the view as a figure, a parameters file, a table and a network."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import yaml
from matplotlib.figure import Figure

from analysis.charts import network as network_chart
from analysis.charts.style import drawn_for
from analysis.errors import InputError, one_of
from analysis.exchange import export, export_statements
from analysis.explorer.view import Choices, chosen, network, plain
from analysis.files import write_whole
from analysis.graphs import strongest
from analysis.places import DATA, resolve_output
from analysis.publish import save
from analysis.study import Study

NAME = "explored"
NOTEBOOK = "00-explore"


def figure(study: Study, choices: Choices) -> Figure:
    """Return the network of the choices as the house draws it."""
    drawn = strongest(network(chosen(study, choices), choices), choices.most)
    return network_chart.draw(drawn, choices.language)


def write(what: str, study: Study, choices: Choices, output: str, target: str = "") -> list[str]:
    """Write a part of the view into a folder, and return the paths of its files.

    `what` is one of `WRITERS`. A relative folder stands in the project. Raises `InputError` for
    what is none of them, for an empty view, and for what the exporter refuses.
    """
    if what not in WRITERS:
        raise InputError(f"what: {what!r}; {one_of(what, WRITERS)}")
    folder = resolve_output(output)
    written = WRITERS[what](study, choices, folder, target)
    return [str(path) for path in written]


def _write_figure(study: Study, choices: Choices, folder: Path, target: str) -> list[Path]:
    selected = chosen(study, choices)
    drawn = strongest(network(selected, choices), choices.most)
    _refuse_nothing(drawn.number_of_edges())
    with drawn_for(target) if target else nullcontext():
        picture = network_chart.draw(drawn, choices.language)
    written = save(
        picture,
        NAME,
        folder,
        table=network_chart.tally(drawn, choices.language),
        words=network_chart.describe(drawn, choices.language),
        study=selected,
        target=target or None,
    )
    return [folder / file for file in written.files]


def _write_parameters(study: Study, choices: Choices, folder: Path, _: str) -> list[Path]:
    path = folder / f"{NAME}.yaml"
    write_whole(path, parameters(study, choices))
    return [path]


def parameters(study: Study, choices: Choices) -> str:
    """Return the choices as a grid of one point, for `python -m analysis run --grid`."""
    place = study.folder.name if study.folder.parent == DATA else str(study.folder)
    grid = {"view": {NAME: {"study": place} | plain(choices)}}
    told = f"# python -m analysis run {NOTEBOOK} --grid {NAME}.yaml --output DIR\n"
    return told + yaml.safe_dump(grid, allow_unicode=True, sort_keys=False)


def _write_statements(study: Study, choices: Choices, folder: Path, _: str) -> list[Path]:
    selected = chosen(study, choices)
    _refuse_nothing(len(selected.statements))
    return [export_statements(selected, folder / f"{NAME}-statements.csv", choices.language)]


def _write_network(study: Study, choices: Choices, folder: Path, _: str) -> list[Path]:
    whole = network(chosen(study, choices), choices)
    _refuse_nothing(whole.number_of_edges())
    return [export(whole, folder / f"{NAME}.gexf", choices.language)]


def _refuse_nothing(number: int) -> None:
    if not number:
        raise InputError("selection: no statement meets it; expected some, to write them")


Writer = Callable[[Study, Choices, Path, str], list[Path]]

WRITERS: dict[str, Writer] = {
    "figure": _write_figure,
    "parameters": _write_parameters,
    "statements": _write_statements,
    "network": _write_network,
}
