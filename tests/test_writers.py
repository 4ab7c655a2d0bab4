"""Each command and button that writes into a study or an output folder, killed while it does."""

import os

import pytest
from killing import contents, kill, leftovers

from analysis.files import heal

WRITERS = {
    "layout": (
        "from analysis import load_study; from analysis.charts.layout import store_order",
        "store_order(load_study(target))",
    ),
    "export": (
        "from analysis import export, graph, load_study; study = load_study('kazakhstan-russia')",
        "export(graph(study), target / 'network.gexf')",
    ),
    "explorer": (
        "from analysis import load_study; from analysis.explorer.exports import write as put\n"
        "from analysis.explorer.chosen import Choices; study = load_study('kazakhstan-russia')",
        "put('parameters', study, Choices(), str(target))",
    ),
}


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("steps", [1, pytest.param(0, marks=pytest.mark.long)])
@pytest.mark.parametrize("writer", WRITERS)
def test_a_kill_leaves_old_or_new(folder, writer, steps):
    (folder / "network.gexf").write_text("old")
    (folder / "explored.yaml").write_text("old")
    before = contents(folder)
    whole, killed = kill(folder, *WRITERS[writer], steps)
    after = contents(whole)
    for each in killed:
        heal(each)
        assert contents(each) in (before, after)
        assert not [left for left in leftovers(each) if not left.endswith(".lock")]
