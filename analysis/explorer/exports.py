"""From looking to paper: the view as a figure, a parameters file, a table and a network."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import networkx as nx

from analysis import charts
from analysis.charts.chart import Chart
from analysis.errors import InputError, check_choice, problem
from analysis.exchange import export
from analysis.explorer.chosen import DIRECT, Choices, plain
from analysis.explorer.figure import as_placed
from analysis.explorer.figure_words import also_told, around_told, of_graph
from analysis.explorer.one_mode import tell_statements
from analysis.explorer.pale import paled
from analysis.explorer.placing import layout_of
from analysis.explorer.view import chosen, counted, drawn, network
from analysis.explorer.views import as_grid, folder_of
from analysis.files import write_whole
from analysis.places import resolve_output, study_name
from analysis.publish.figure_names import name_problems
from analysis.publish.save import Written, shown
from analysis.publish.targets import FORMATS, TARGETS
from analysis.study.load import Study
from analysis.study.selection import documents_behind

NAME = "explored"
VIEW = "view"
"""What is kept with the study, beside the parts of a view that are written elsewhere."""


def chart(study: Study, choices: Choices) -> Chart:
    """Return the network of the choices as a chart: in two columns, or placed as it is seen."""
    selected = chosen(study, choices)
    told = {name: value for name, value in plain(choices).items() if value not in ("", [])}
    selected = replace(selected, selection=selected.selection | told)
    whole = network(selected, choices)
    part = drawn(selected, whole, choices)
    columns = choices.mode == "two-mode" and layout_of(choices) == "columns"
    placed = as_placed if choices.places or not columns else _in_columns
    made = paled(placed(study, selected, part, choices), study, choices)
    if choices.ego:  # it rests on no other documents
        behind = documents_behind(counted(selected, whole, choices))
        made = replace(made, documents=tuple(behind["document_id"]))
    return made


def _in_columns(_: Study, selected: Study, part: nx.Graph, choices: Choices) -> Chart:
    made = charts.network(selected, graph=part, language=choices.language)
    describe, told = made.describe_table, around_told(part, choices)
    if part.graph.get("weighed"):  # its ties are no statements
        describe = partial(of_graph, shown=part, choices=choices)
    elif told:
        describe = partial(also_told, describe, told)
    return replace(made, seed=None, describe_table=describe)


def write(
    what: str, study: Study, choices: Choices, output: str, target: str = "", name: str = NAME
) -> Written:
    """Write a part of the view into a folder under a name, and return what was written.

    `what` is one of `WRITERS`; only the figure heeds the `target`. A relative folder stands
    in the project. Raises `InputError` for what is none of them, an unknown target, a name that
    is none on every file system, an empty view, and what the exporter refuses.
    """
    check_choice("what", what, WRITERS)
    check_choice("target", target, ["", *TARGETS])
    if wrong := name_problems(name):
        raise InputError(wrong)
    folder = resolve_output(output)
    return Written(shown(folder), WRITERS[what](study, choices, folder, name, target))


def write_view(study: Study, choices: Choices, name: str = NAME) -> Written:
    """Keep a view with its study, as the parameters of a run; return what was written.

    Raises `InputError` for a name that is none on every file system, and a study without a folder.
    """
    if wrong := name_problems(name):
        raise InputError(wrong)
    folder = folder_of(study)
    folder.mkdir(exist_ok=True)
    return Written(shown(folder), _write_parameters(study, choices, folder, name, ""))


def there(what: str, study: Study, output: str, name: str) -> list[str]:
    """Return the files of that name which writing a part of the view would replace."""
    folder = folder_of(study) if what == VIEW else resolve_output(output)
    endings = {
        "figure": [*FORMATS, "csv", "json", "md", "tex"],
        "parameters": ["yaml"],
        VIEW: ["yaml"],
        "network": ["gexf"],
    }
    names = [f"{name}.{ending}" for ending in endings.get(what, [])]
    names = names or [_of_statements(name)]
    return sorted(each for each in names if (folder / each).exists())


def free(what: str, study: Study, output: str, name: str) -> str:
    """Return the name with the first number under which nothing stands there."""
    numbers = iter(range(2, 10_000))
    return next(each for n in numbers if not there(what, study, output, each := f"{name}-{n}"))


def _write_figure(
    study: Study, choices: Choices, folder: Path, name: str, target: str
) -> list[str]:
    made = chart(study, choices)
    _refuse_nothing(len(made.table))
    return made.save(name, folder, target=target or None).written.files


def _write_parameters(study: Study, choices: Choices, folder: Path, name: str, _: str) -> list[str]:
    path = folder / f"{name}.yaml"
    write_whole(path, parameters(study, choices, name))
    return [path.name]


def parameters(study: Study, choices: Choices, name: str = NAME) -> str:
    """Return the choices as a grid of one point, for `atlas run --grid`."""
    if study.folder is None:
        wrong, expected = "has no folder", "expected one that was loaded, for a notebook to load it"
        raise InputError(problem(wrong=f"study {study.name!r}: it {wrong}", expectation=expected))
    place = study_name(study.folder)
    return as_grid(name, {"study": place} | plain(choices))


def _write_statements(study: Study, choices: Choices, folder: Path, name: str, _: str) -> list[str]:
    selected = chosen(study, choices)
    behind = counted(selected, network(selected, choices), choices)
    _refuse_nothing(len(behind.statements))
    return [export(behind, folder / _of_statements(name), language=choices.language).name]


def _of_statements(name: str) -> str:
    return f"{name}-statements.csv"


def _write_network(study: Study, choices: Choices, folder: Path, name: str, _: str) -> list[str]:
    selected = chosen(study, choices)
    whole = network(selected, choices)
    _refuse_nothing(whole.number_of_edges())
    return [
        export(
            _with_statements(whole, selected, choices),
            folder / f"{name}.gexf",
            language=choices.language,
        ).name
    ]


def _with_statements(whole: nx.Graph, selected: Study, choices: Choices) -> nx.Graph:
    """Return a network each tie of which names its statements, as other programs read them."""
    if choices.mode in DIRECT:
        return whole
    told = tell_statements(whole, selected, choices)
    for *_, edge in told.edges(data=True):
        del edge["sides"]
    return told


def _refuse_nothing(number: int) -> None:
    if not number:
        raise InputError("selection: no statement meets it; expected some, to write them")


Writer = Callable[[Study, Choices, Path, str, str], list[str]]

WRITERS: dict[str, Writer] = {
    "figure": _write_figure,
    "parameters": _write_parameters,
    "statements": _write_statements,
    "network": _write_network,
}
