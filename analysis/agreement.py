"""Agreement between coders: two codings aligned, and Krippendorff's alpha with its uncertainty.

A further coding of a study's documents is a table like `statements`, in `codings/<coder>.csv` of
the study's folder.
"""

from pathlib import Path

import krippendorff
import networkx as nx
import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.places import way_out
from analysis.study import Study, contradictions
from analysis.tables import cell_problems, read_cells, reference_problems, typed

VARIABLES = {"sector": "nominal", "relation": "nominal", "stance": "ordinal"}
PARTIES = ("actor", "target", "speaker")


def codings(study: Study) -> dict[str, pd.DataFrame]:
    """Return the further codings of a study by the name of their file, validated like statements.

    Raises `InputError` with every problem found, one line each.
    """
    found, problems = {}, []
    for path in sorted((study.folder / "codings").glob("*.csv")):
        found[path.stem], wrong = _read(study, path)
        problems += wrong
    if problems:
        raise InputError(problems)
    return found


def align(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return which statement of one coding is which of the other, one line a unit.

    Two statements can be the same unit when they stand in the same passage and name the same actor
    or the same target; among those, as many as possible are paired, the most similar first by
    actor, target and speaker. Sector, relation and stance play no part, for it is their agreement
    that is to be measured. Columns: `first` and `second`, ids, missing where only one coder saw
    the unit.
    """
    units = []
    passages = ["document_id", "locator"]
    grouped = [dict(list(coding.groupby(passages))) for coding in (first, second)]
    empty = first[:0]
    for passage in dict.fromkeys([*grouped[0], *grouped[1]]):
        units += _pair(*(group.get(passage, empty) for group in grouped))
    return pd.DataFrame(units, columns=["first", "second"])


def agreement(
    first: pd.DataFrame, second: pd.DataFrame, *, draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return Krippendorff's alpha for sector, relation (nominal) and stance (ordinal).

    Columns: `variable`, `units` (seen by both), `alpha`, and `low` and `high`, which bound it in
    95 % of bootstrap draws over units. Alpha is 1 for perfect agreement, 0 for what chance gives,
    and missing where no value varies (Krippendorff 2019, Content Analysis, ch. 12).
    """
    both = align(first, second).dropna()
    lines = []
    for variable, level in VARIABLES.items():
        codes = np.vstack([
            coding.set_index("statement_id")[variable].reindex(both[side]).to_numpy()
            for side, coding in (("first", first), ("second", second))
        ])  # fmt: skip
        data = _as_numbers(codes)
        low, high = _interval(data, level, draws, seed)
        lines.append((variable, len(both), _alpha(data, level), low, high))
    return pd.DataFrame(lines, columns=["variable", "units", "alpha", "low", "high"])


def seen_by_one(units: pd.DataFrame) -> float:
    """Return the share of units of `align` that only one of the two coders saw."""
    return float(units.isna().any(axis=1).mean()) if len(units) else 0.0


def _read(study: Study, path: Path) -> tuple[pd.DataFrame, list[str]]:
    resource = next(r for r in study.package["resources"] if r["name"] == "statements")
    schema = resource["schema"]
    if why := way_out(study.folder, f"codings/{path.name}"):
        return pd.DataFrame(), [f"codings/{path.name}: {why}"]
    cells, problems = read_cells(path, [field["name"] for field in schema["fields"]])
    if cells is None:
        return pd.DataFrame(), problems
    tables = {name: getattr(study, name) for name in ("documents", "actors", "sectors",
                                                       "relations")}  # fmt: skip
    file = {"statements": {"path": path.name}}
    problems = [*cell_problems(path.name, cells, schema),
                *reference_problems(path.name, cells, schema, tables),
                *contradictions({"statements": cells}, file)]  # fmt: skip
    return (pd.DataFrame() if problems else typed(cells, schema)), problems


def _pair(first: pd.DataFrame, second: pd.DataFrame) -> list[tuple[str | None, str | None]]:
    graph = nx.Graph()
    for place, one in enumerate(first.to_dict("records")):
        for other_place, other in enumerate(second.to_dict("records")):
            if one["actor"] == other["actor"] or one["target"] == other["target"]:
                same = sum(one[field] == other[field] for field in PARTIES)
                weight = 1000 * same - abs(place - other_place)
                graph.add_edge(("a", one["statement_id"]), ("b", other["statement_id"]),
                               weight=weight)  # fmt: skip
    matched = nx.max_weight_matching(graph, maxcardinality=True)
    pairs = sorted(tuple(name for _, name in sorted(pair)) for pair in matched)
    seen = {name for pair in matched for name in pair}
    alone = [(name, None) for name in first["statement_id"] if ("a", name) not in seen]
    other = [(None, name) for name in second["statement_id"] if ("b", name) not in seen]
    return [*pairs, *alone, *other]


def _as_numbers(codes: np.ndarray) -> np.ndarray:
    """Turn codes of any kind into the places of their values in ascending order."""
    _, places = np.unique(codes.astype(object).ravel(), return_inverse=True)
    return places.reshape(codes.shape).astype(float)


def _alpha(data: np.ndarray, level: str) -> float:
    if len(np.unique(data)) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement=level))


def _interval(data: np.ndarray, level: str, draws: int, seed: int) -> tuple[float, float]:
    generator = np.random.default_rng(seed)
    units = data.shape[1]
    if not units:
        return float("nan"), float("nan")
    drawn = [_alpha(data[:, generator.integers(units, size=units)], level) for _ in range(draws)]
    if np.isnan(drawn).all():
        return float("nan"), float("nan")
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(low), float(high)
