"""The public names of `analysis`: what editors see, what is loaded, and an example of each."""

import ast
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import analysis
from analysis import charts, indicators, measures, networks, uncertainty

FIELDS = {"rows", "columns", "layer"}
"""What is counted: fields of the source, which stand in their place as in the literature."""

NO_OPTIONS = {("desk", "texts_folder"), ("import_codes", "texts_folder"), ("explore", "output")}
"""The text of a document, and the folder of what is saved, as a chart is saved."""

ALIKE = {"seed": 1, "draws": 1000}

HEAVY = ("pandas", "numpy", "networkx", "ibis", "duckdb", "matplotlib", "anywidget", "babel")


def seen_by_editors() -> dict[str, str]:
    """Return the names that stand under TYPE_CHECKING, with their homes."""
    tree = ast.parse(Path(analysis.__file__).read_text(encoding="utf-8"))
    [block] = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and not node.orelse
    ]
    return {
        alias.name: each.module.removeprefix("analysis.")
        for each in block.body
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }


def test_editors_see_the_names_that_are_loaded():
    assert seen_by_editors() == analysis._HOMES
    assert analysis.__all__ == sorted(analysis._HOMES) == dir(analysis)


def test_no_name_hides_behind_a_room_of_its_name():
    rooms = {path.stem for path in Path(analysis.__file__).parent.iterdir()}
    assert not rooms & set(analysis.__all__)


def test_the_start_loads_nothing_heavy():
    code = "import sys, analysis; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    ours = {name for name in run.stdout.split() if name.startswith("analysis.")}
    assert loaded.isdisjoint(HEAVY) and not ours, ours | loaded.intersection(HEAVY)


def test_each_public_name_has_an_example():
    bare = {
        name
        for name in analysis.__all__
        if ">>>" not in (inspect.getdoc(getattr(analysis, name)) or "")
    }
    assert not bare


def public_functions() -> Iterator[tuple[str, Callable]]:
    """Yield the public functions of the face, the charts and the rooms that count and measure."""
    for home in (analysis, charts):
        yield from ((name, getattr(home, name)) for name in home.__all__)
    for room in (indicators, measures, networks, uncertainty):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            for name, each in vars(import_module(module.name)).items():
                if getattr(each, "__module__", "") == module.name and not name.startswith("_"):
                    yield name, each


def options() -> Iterator[tuple[str, inspect.Parameter]]:
    """Yield what may be left out of each public function."""
    for name, function in public_functions():
        if inspect.isfunction(function):
            for each in inspect.signature(function).parameters.values():
                if each.default is not each.empty:
                    yield name, each


def test_options_are_given_by_name():
    loose = {
        (name, each.name)
        for name, each in options()
        if name in analysis.__all__ + charts.__all__
        and each.kind is not each.KEYWORD_ONLY
        and each.name not in FIELDS
    }
    assert loose == NO_OPTIONS


def test_seeds_and_draws_mean_the_same_everywhere():
    given = [(name, each) for name, each in options() if each.name in ALIKE]
    unlike = [
        (name, str(each))
        for name, each in given
        if each.default != ALIKE[each.name] or each.kind is not each.KEYWORD_ONLY
    ]
    assert len(given) > 20 and not unlike
