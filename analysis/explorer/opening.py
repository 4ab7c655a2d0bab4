"""Opens the explorer of a study, or of any other source."""

from pathlib import Path

from analysis.explorer.chosen import read_choices
from analysis.explorer.options import first_of
from analysis.explorer.sources import READING, Explored, study_of
from analysis.explorer.widget import Explorer


def explore(study: Explored, output: str | Path = "explored", **choices: object) -> Explorer:
    """Return a widget that shows the network of a study, to be filtered and read in JupyterLab.

    `study` is a name in `data/`, a path, or a study that was loaded. It may be any other source:
    a table of statements (a DataFrame, the path of a workbook, a database of DNA, a project), which
    is read as `study_from` does, with its arguments, such as `actor="Organisation"`; a table of
    events as of `read_events`; or a graph of NetworkX, which is shown as it is. A click on a node
    or a tie lists its statements, each with its source. What is saved from it goes to the folder
    `output`; a relative one stands in the project. `choices` are those of `chosen.Choices`, to
    begin with; words are English without a `language`, as those of charts are. Raises `InputError`
    for a source or a choice that is none.

    >>> from analysis import load_study, select
    >>> explore(select(load_study("kazakhstan-russia"), documents=["D012"]))
    <Explorer of kazakhstan-russia: 5 statements, 5 nodes>
    """
    reading = {name: choices.pop(name) for name in READING if name in choices}
    loaded = study_of(study, reading)
    return Explorer(loaded, read_choices(first_of(loaded) | choices), output)
