"""The public names of `analysis`: what editors see, what is loaded, and an example of each."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import analysis

WITHOUT_EXAMPLE = {
    "bootstrap",
    "bootstrap_change",
    "directed",
    "explore",
    "graph",
    "actor_graph",
    "influence",
    "null_test",
    "one_mode",
    "one_mode_graph",
    "statements_behind",
    "strongest",
    "two_mode",
}
"""Public names that have no doctest yet; the list may only become shorter."""

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
    assert bare <= WITHOUT_EXAMPLE, bare - WITHOUT_EXAMPLE


def test_options_are_given_by_name():
    """What may be left out is named, except the text of a document, which is no option."""
    rooms = ("study", "sources", "exchange", "coding", "labels", "errors")
    loose = [
        (name, each.name)
        for name in analysis.__all__
        if analysis._HOMES[name].split(".")[0] in rooms and name != "InputError"
        for each in inspect.signature(getattr(analysis, name)).parameters.values()
        if each.default is not each.empty and each.kind is not each.KEYWORD_ONLY
    ]
    assert loose == [("code", "text_file")]
