"""How sure the ties of a view are: their intervals over independent documents, when asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.explorer.chosen import DIRECT, Choices
from analysis.explorer.one_mode import ends
from analysis.explorer.two_periods import periods_of
from analysis.explorer.view import chosen
from analysis.measures.stance import FEW, mean_stance
from analysis.networks.arrays import Array
from analysis.networks.graphs import ids_of
from analysis.networks.matrices import one_mode_of
from analysis.networks.sample import sample, unit_of
from analysis.study.load import Study
from analysis.study.selection import with_documents
from analysis.study.units import families
from analysis.uncertainty.bootstrap import bootstrap

DRAWS = 400
TIE = ["row", "column"]
Told = dict[str, float | int | bool]
Edges = Sequence[Mapping[str, object]]


def sure(study: Study, choices: Choices, periods: Iterable[Edges]) -> list[dict[str, Told]]:
    """Return for each period that is shown how sure its ties are, by "row column".

    A tie has the number of independent documents behind it (`families`), whether they are `thin`
    (fewer than five) and, where they are not, its `estimate` with the ends `low` and `high` of 95 %
    of bootstrap draws over them. It is `clear` when it is not thin, and on one side of 0. Between
    actors and sectors the estimate is the mean stance; in one mode the weight. Without stances
    families alone count.
    """
    found = []
    for each, edges in zip(periods_of(choices), periods, strict=True):
        said = chosen(study, each)
        direct = each.mode in DIRECT
        table = _stances(said, edges) if direct else _weights(said, each, edges)
        found.append(
            {f"{line.Index[0]} {line.Index[1]}": _told(line) for line in table.itertuples()}
        )
    return found


def _stances(said: Study, edges: Edges) -> pd.DataFrame:
    """Return the mean stance of each tie, each family counting once, with its interval."""
    lines = with_documents(said)
    lines = lines.assign(family=families(lines)).set_index(ids_of(lines))
    behind = pd.DataFrame(
        [(edge["row"], edge["column"], name) for edge in edges for name in edge["statements"]],
        columns=[*TIE, "statement"],
    )
    behind["family"] = lines["family"].reindex(behind["statement"]).to_numpy()
    counts = behind.groupby(TIE)["family"].nunique()
    table = pd.DataFrame({"families": counts, "thin": counts < FEW})
    if "stance" not in lines:
        return table
    behind["stance"] = lines["stance"].reindex(behind["statement"]).to_numpy()
    thick = behind[~table["thin"].loc[pd.MultiIndex.from_frame(behind[TIE])].to_numpy(bool)]
    told = mean_stance(thick, TIE, draws=DRAWS).set_index(TIE)
    return table.join(told[["mean", "low", "high"]].rename(columns={"mean": "estimate"}))


def _weights(said: Study, choices: Choices, edges: Edges) -> pd.DataFrame:
    """Return the weight of each tie in one mode, with its interval."""
    if not edges:
        return pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []]))
    rows = ends(said, choices)[0]
    drawn_nodes = {edge[end] for edge in edges for end in TIE}
    kept = said.statements[said.statements[rows].isin(drawn_nodes)]
    said = replace(said, statements=kept)
    drawn = sample(said, *ends(said, choices), duplicates=choices.duplicates, unit=unit_of(said))

    def weights(array: Array) -> pd.DataFrame:
        how = {"aggregation": choices.aggregation, "normalization": choices.normalization}
        return one_mode_of(array, **how)

    table = bootstrap(drawn, weights, draws=DRAWS).set_index(TIE)
    turned = table.swaplevel().rename_axis(TIE)
    both = pd.concat([table, turned])
    return both.loc[both.index.isin([(edge["row"], edge["column"]) for edge in edges])]


def _told(line: tuple) -> Told:
    told: Told = {"families": int(line.families), "thin": bool(line.thin)}
    if line.thin or pd.isna(getattr(line, "estimate", float("nan"))):
        return told | {"clear": not line.thin and not hasattr(line, "estimate")}
    low, high = float(line.low), float(line.high)
    one_side = low > 0 or high < 0
    numbers = {"estimate": float(line.estimate), "low": low, "high": high}
    return told | numbers | {"clear": one_side}
