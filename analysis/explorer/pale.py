"""A view as a figure in which ties are pale that its documents leave open."""

from dataclasses import replace
from functools import partial

from analysis.charts.chart import Chart
from analysis.explorer.chosen import Choices
from analysis.explorer.figure_words import also_told
from analysis.explorer.sure import sure
from analysis.explorer.two_periods import periods_of
from analysis.labels import translator
from analysis.study.load import Study


def paled(made: Chart, study: Study, choices: Choices) -> Chart:
    """Return the chart with a field `clear` in its table, by which ties are drawn, and told."""
    table = made.table
    if not choices.pale or table.empty:
        return made
    edges = [
        {"row": tie.row, "column": tie.column, "statements": tie.statements.split()}
        for tie in table.itertuples()
    ]
    [told] = sure(study, periods_of(choices)[0], [edges])
    ties = table["row"] + " " + table["column"]
    clear = [told.get(tie, {}).get("clear", False) for tie in ties]
    t = translator(choices.language)
    sentence = t(
        "Pale: ties with fewer than five independent documents behind them, or whose 95 % interval "
        "over these holds 0."
    )
    describe = partial(also_told, made.describe_table, sentence)
    return replace(made, table=table.assign(clear=clear), describe_table=describe)
