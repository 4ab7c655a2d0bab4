"""A record coded by hand beside events that machines coded of the same two states.

A record is chosen, family of documents by family; what is said of it has intervals over families
(Efron and Tibshirani 1993, ch. 13). Machines read what they get, and are taken as they are.
"""

from collections.abc import Callable

import ibis
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError, check_choice, problem
from analysis.measures.draws import bounds, drawn_places
from analysis.measures.dyads import dyad
from analysis.measures.reciprocity import lags, rank_correlation
from analysis.measures.stance import FEW, mean_stance
from analysis.networks.asked import PERIODS
from analysis.networks.repeats import period_of
from analysis.networks.statements import study_of
from analysis.study.load import Study
from analysis.study.selection import bilateral, with_documents
from analysis.study.units import units
from analysis.tables.compiled import executed

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
MEASURES = ("correlation", "coverage", "agreement")


def states_of(study: Study) -> list[str]:
    """Return the alpha-3 codes of the two states of a study, in its order.

    Raises `InputError` where the study does not tell them in `country` of its actors.
    """
    countries = study.actors.set_index("actor_id").reindex(columns=["country"])["country"]
    found = [countries.get(state) for state in study.states]
    if len(found) != 2 or not all(isinstance(code, str) for code in found):
        expected = "expected two states with their alpha-3 code in the column 'country' of actors"
        raise InputError(
            problem(f"study {study.name!r}", wrong="no countries", expectation=expected)
        )
    return found


def side_by_side(
    study: Study, events: ibis.Table, *, by: str = "quarter", draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return the stance of each period as coded by hand and by machine, a line a period.

    `events` is a table of `analysis.read_events`. The columns are `period`; `statements`,
    `families`, `hand`, `hand_low`, `hand_high` and `thin`, the mean stance between the two states
    with its interval, each family counting once (`measures.stance`); `events` and `machine`, the
    mean of what the two do to each other. The scales differ: by hand it is the study's, by machine
    from -10 to 10. Statements not dated as closely as the period count nowhere.
    """
    check_choice("by", by, PERIODS)
    said = _said(study)
    said["period"] = _period(said, by)
    hand = mean_stance(said.dropna(subset="period"), ["period"], draws=draws, seed=seed)
    names = {"mean": "hand", "low": "hand_low", "high": "hand_high"}
    machine = _by_machine(study, events, by).reset_index()
    table = hand.rename(columns=names).merge(machine, on="period", how="outer")
    counts = ["statements", "families", "events"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["thin"] = table["families"] < FEW
    return table.sort_values("period", ignore_index=True)


def compared(
    study: Study, events: ibis.Table, *, by: str = "quarter", draws: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Return how far hand and machine go together, a line a measure with its interval by family.

    The columns are `measure`, `value`, `low`, `high`, the bounds of 95 % of draws of families, and
    `of`, what it rests on. The measures are

    - `correlation`, Spearman's of the mean stances of periods that both have (`of` periods);
    - `coverage`, the share of days of statements dated to the day (`of` days, within those of the
      events) on which the machine has an event between the two;
    - `agreement`, the share of events of the same day and direction that are of the same quad class
      as a statement, averaged over the statements that have such events (`of` statements), each
      family counting once; and `chance`, what it would be if each were met with all events of the
      direction.

    What cannot be told is missing. Each interval is over families, the correlation's too, for these
    are what was chosen and could have been others; the periods were not: they are all of the time
    that is looked at, and one is like the next, so that to draw them one by one would tell too
    narrow an interval. Whether so few of them go together by chance is another question, which
    `reciprocity.independent_periods` answers.
    """
    said = _said(study)
    said["period"] = _period(said, by)
    machine = _by_machine(study, events, by)["machine"].dropna()
    daily = _daily(events, *states_of(study))
    lines = [
        ("correlation", *_correlation(said, machine, draws, seed)),
        ("coverage", *_coverage(said, daily, draws, seed)),
        *_agreement(said, daily, draws, seed),
    ]
    return pd.DataFrame(lines, columns=["measure", "value", "low", "high", "of"])


def leads(table: pd.DataFrame, *, most: int = 4) -> pd.DataFrame:
    """Return the `lags` of the stances of `side_by_side`; at a positive one the machine is late."""
    series = table.set_index("period")
    return lags(series["hand"].dropna(), series["machine"].dropna(), most=most)


def _by_machine(study: Study, events: ibis.Table, by: str) -> pd.DataFrame:
    """Return by period how many `events` the two states have, and their mean, `machine`."""
    coded = dyad(events, *states_of(study), by=by).groupby("period")
    return pd.DataFrame({"events": coded["events"].sum(), "machine": coded.apply(_mean)})


def _mean(part: pd.DataFrame) -> float:
    number = part["stances"].sum()
    return float((part["stance"] * part["stances"]).sum() / number) if number else float("nan")


def _said(study: Study) -> pd.DataFrame:
    """Return what is said between the two states, with the country of each end and its class."""
    study = study_of(bilateral(study), "hand_and_machine")
    table = with_documents(study)
    countries = study.actors.set_index("actor_id").reindex(columns=["country"])["country"]
    for end in ("actor", "target"):
        table[f"{end}_country"] = table[end].map(countries)
    quads = study.relations.set_index("relation_id").reindex(columns=["quad"])["quad"]
    table["quad_class"] = table["relation"].map(quads).map({q: n for n, q in enumerate(QUADS, 1)})
    return table.assign(family=units(table) if "family" in table else np.arange(len(table)))


def _period(said: pd.DataFrame, by: str) -> pd.Series:
    fields = [name for name in ("date", "date_precision") if name in said]
    table = ibis.memtable(said[fields].assign(place=np.arange(len(said))))
    labels = executed(table.select("place", period=period_of(table, by)).order_by("place"))
    return labels["period"].set_axis(said.index)


def _daily(events: ibis.Table, first: str, second: str) -> pd.DataFrame:
    """Count the events between two states of each day, direction and class."""
    pair = [first, second]
    ours = events.filter(events.actor.isin(pair), events.target.isin(pair))
    ours = ours.filter(ours.actor != ours.target, ours.date.notnull())
    keys = ["date", "actor", "target", "quad"]
    counts = executed(ours.group_by(keys).aggregate(events=lambda each: each.count()))
    return counts.assign(date=pd.to_datetime(counts["date"])).sort_values(keys)


def _to_the_day(said: pd.DataFrame) -> pd.DataFrame:
    known = said["date"].notna()
    if "date_precision" in said:
        known &= said["date_precision"].fillna("day") == "day"
    return said[known].assign(day=said["date"].dt.normalize())


def _drawn(
    families: pd.Series, value: Callable[[NDArray], float], draws: int, seed: int
) -> tuple[float, float, float]:
    """Return a number of weighted rows with its bounds, when families are drawn."""
    places, ids = pd.factorize(families, sort=True)
    whole = value(np.ones(len(places)))
    drawn = [
        value(np.bincount(chosen, minlength=len(ids))[places])
        for chosen in drawn_places(len(ids), draws=draws, seed=seed)
    ]
    low, high = bounds(drawn)
    return whole, float(low), float(high)


def _correlation(said: pd.DataFrame, machine: pd.Series, draws: int, seed: int) -> tuple:
    said = said[said["period"].isin(machine.index) & said["stance"].notna()]
    means = said.groupby(["family", "period"])["stance"].mean().reset_index()
    wide = means.pivot(index="family", columns="period", values="stance").astype(float)
    there, values = wide.notna().to_numpy(), wide.fillna(0).to_numpy()
    other = machine.reindex(wide.columns).to_numpy()

    def value(weights: NDArray) -> float:
        number = weights @ there
        seen = number > 0
        return rank_correlation((weights @ values)[seen] / number[seen], other[seen])

    return *_drawn(pd.Series(wide.index), value, draws, seed), wide.shape[1]


def _coverage(said: pd.DataFrame, daily: pd.DataFrame, draws: int, seed: int) -> tuple:
    dated = _to_the_day(said)
    dated = dated[dated["day"].between(daily["date"].min(), daily["date"].max())]
    days, ids = pd.factorize(dated["day"])
    seen = pd.Series(ids).isin(daily["date"]).to_numpy()

    def value(weights: NDArray) -> float:
        there = np.bincount(days, weights, minlength=len(ids)) > 0
        return float(seen[there].mean()) if there.any() else float("nan")

    return *_drawn(dated["family"], value, draws, seed), len(ids)


def _agreement(said: pd.DataFrame, daily: pd.DataFrame, draws: int, seed: int) -> list[tuple]:
    """Return the lines of agreement, and of what chance alone would give."""
    dated = _to_the_day(said).dropna(subset="quad_class")
    keys = {"day": "date", "actor_country": "actor", "target_country": "target"}
    met = {"agreement": _shares(dated, daily, keys)}
    del keys["day"]
    met["chance"] = _shares(dated, daily, keys)
    there = met["agreement"].notna()
    dated = dated[there]

    def of(shares: pd.Series) -> tuple:
        part = pd.DataFrame({"family": dated["family"], "share": shares[there]})
        means = part.groupby("family")["share"].mean()

        def value(weights: NDArray) -> float:
            return float(np.average(means, weights=weights)) if weights.any() else float("nan")

        return *_drawn(pd.Series(means.index), value, draws, seed), len(part)

    return [(name, *of(shares)) for name, shares in met.items()]


def _shares(said: pd.DataFrame, daily: pd.DataFrame, keys: dict[str, str]) -> pd.Series:
    """Return for each statement the share of events alike in the keys that are of its class."""
    ours, theirs = [*keys], [*keys.values()]
    every = daily.groupby(theirs)["events"].sum()
    same = daily.groupby([*theirs, "quad"])["events"].sum()
    whole = every.reindex(pd.MultiIndex.from_frame(said[ours])).to_numpy(float)
    part = same.reindex(pd.MultiIndex.from_frame(said[[*ours, "quad_class"]]), fill_value=0)
    return pd.Series(part.to_numpy(float) / whole, said.index)
