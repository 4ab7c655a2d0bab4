"""What panels of the overview say above their pictures, in words that follow from their tables."""

from collections.abc import Callable

import pandas as pd

from analysis.charts.figures import balance, projects
from analysis.charts.leading import Leading, begun, leaders_word
from analysis.charts.panels import Finding
from analysis.labels import (
    amount,
    counter,
    number,
    percent,
    percents,
    some_of,
    span,
    translator,
    unit,
)
from analysis.measures.headlines import LEADERS, OTHERS
from analysis.measures.stance import FEW

SIGNS = {"about": "≈", "above": ">", "below": "<"}
"""How a figure is marked of which the source gives only a bound, or that is about right."""

NOBODY = Leading({}, frozenset())


def of_whole(table: pd.DataFrame, language: str) -> Finding:
    """Return how friendly a record shows the relationship, with intervals and what its sample is.

    Of few families of documents it is counts, not shares, which would promise more.
    """
    t, n, line = translator(language), counter(language), table.iloc[0]
    statements = (
        n("{number} act", "{number} acts", line["statements"])
        if line["acts"]
        else n("{number} statement", "{number} statements", line["statements"])
    )
    below = t(
        "{statements} between the two states {documents}, {years}",
        statements=statements,
        documents=n("in {number} document", "in {number} documents", line["documents"]),
        years=t("undated")
        if pd.isna(line["first"])
        else span(f"{line['first']}/{line['last']}", language),
    )
    counts = {sign: line[sign] for sign in ("friendly", "strained")}
    if line["families"] < FEW:
        few = t(
            "{states}: {friendly} friendly, {strained} strained, of {statements}",
            states=line["name"],
            statements=statements,
            **counts,
        )
        return Finding(few, below)
    told = t(
        "{states} in this record ({sample}): {friendly} friendly ({friendly_range}), {strained} "
        "strained ({strained_range})",
        states=line["name"],
        sample=line["sample"],
        **_shares(line, language),
    )
    interval = t("95 % intervals over families of documents")
    return Finding(told, f"{below}; {interval}")


def _shares(line: pd.Series, language: str) -> dict[str, str]:
    """Return the shares of a line and their intervals, as they are written."""
    shares = {
        sign: percent(round(100 * line[sign] / line["statements"]), language)
        for sign in ("friendly", "strained")
    }
    ranges = {
        f"{sign}_range": percents(line[f"{sign}_low"], line[f"{sign}_high"], language)
        for sign in shares
    }
    return shares | ranges


def of_balance(table: pd.DataFrame, language: str) -> Finding:
    """Name the sector that is strained most often, where families suffice to tell."""
    measure = translator(language)("Number of statements by sector")
    return Finding(balance.strained_most(table, language), measure)


def of_voices(table: pd.DataFrame, language: str, leading: Leading = NOBODY) -> Finding:
    """Compare what is said in words; intervals that overlap tell nothing, few families less."""
    t, leaders = translator(language), leaders_word(leading, language)
    words = table[(table["value"] == "verbal") & ~table["thin"]].set_index("voice")
    low, high = (words[end].to_dict() for end in ("low", "high"))
    if len(words) < 2:
        told = t("{leaders} and others: too few documents to compare", leaders=leaders)
    elif low[LEADERS] > high[OTHERS]:
        told = t("{leaders} sound warmer than others", leaders=leaders)
    elif high[LEADERS] < low[OTHERS]:
        told = t("{leaders} sound colder than others", leaders=leaders)
    else:
        told = t("{leaders} and other voices cannot be told apart", leaders=leaders)
    measure = t("Mean stance: ◆\u00a0{leaders}, ●\u00a0all others", leaders=leaders)
    return Finding(begun(told), measure)


def of_promises(table: pd.DataFrame, language: str) -> Finding:
    """Hold the highest promise to the highest value reached; other units cannot be compared."""
    t, most = translator(language), _most(table)
    values = {what: amount(value, unit, language) for what, (value, unit) in most.items()}
    told = [
        t("At most {value}", value=value)
        if what == "reported"
        else t("{value} promised", value=value)
        for what, value in values.items()
    ]
    if len({unit for _, unit in most.values()}) == 1 and len(most) == 2:
        bare = values | {"reported": number(most["reported"][0], language)}
        told = [
            t("{promised} promised, {reported} reached", **bare)
            if most["promised"][0] > most["reported"][0]
            else t("{promised} promised, and {reported} reached", **bare)
        ]
    marks = {"reported": t("●\u00a0reported"), "promised": t("◇\u00a0promised")}
    shown = ", ".join(mark for what, mark in marks.items() if what in most)
    measure = t("{what}: {marks}", what=table["name"].iloc[0], marks=shown)
    return Finding("; ".join(told), measure)


def _most(table: pd.DataFrame) -> dict[str, tuple[float, str]]:
    """Return the greatest figure that was reported, and that was promised, each with its unit."""
    first = table.sort_values("value", ascending=False, kind="stable").drop_duplicates("what")
    return {
        line.what: (line.value, line.unit)
        for line in first.sort_values("what", ascending=False).itertuples()
    }


def of_projects(table: pd.DataFrame, language: str) -> Finding:
    t, n = translator(language), counter(language)
    last = projects.last_states(table)["state"]
    every = n("of {number} joint project", "of {number} joint projects", len(last))
    opened, stuck = int((last == "opened").sum()), last.isin(["stalled", "cancelled"]).sum()
    told = [
        n("{number} {of_all} opened", "{number} {of_all} opened", opened, of_all=every),
        n("{number} stuck", "{number} stuck", int(stuck)),
    ]
    return Finding(", ".join(told), t("Projects by their last documented state"))


def of_network(table: pd.DataFrame, language: str, every: pd.DataFrame | None = None) -> Finding:
    """Name the third party with the heaviest tie, where one is heavier than all others.

    `every` has the ties of all parties, of which the table has those drawn.
    """
    t, every = translator(language), table if every is None else every
    third = every[every["third"]]
    first = third[third["weight"] == third["weight"].max()]
    told, parties = t("Only the two states are tied"), list(dict.fromkeys(first["row_name"]))
    drawn = set(zip(table["row"], table["column"], strict=True))
    if len(first) and not drawn.issuperset(zip(first["row"], first["column"], strict=True)):
        told = t("Drawn are the strongest ties; third parties are tied too")
    elif len(first) == 1:
        told = t(
            "Strongest third party: {actor}, on {sector}",
            actor=parties[0],
            sector=first["column_name"].iloc[0],
        )
    elif len(parties) == 1:
        told = t("Strongest third party: {actor}", actor=parties[0])
    elif parties:
        told = t("Strongest third parties: {actors}", actors=some_of(parties, language))
    return Finding(told, t("Statements that tie actors to sectors"))


def of_share(table: pd.DataFrame, language: str) -> Finding:
    """Tell the latest figure in all, or else the latest, and of what it is."""
    t, whole = translator(language), in_all(table)
    line = whole.sort_values("period", kind="stable").iloc[-1]
    rounded = round(line["value"]) if line["unit"] == "%" else line["value"]
    value = SIGNS.get(line["precision"], "") + amount(rounded, line["unit"], language)
    name = line["title"].rpartition(", ")[0]
    if pd.notna(line["counterpart"]) or whole["name"].nunique() > 1:
        name = f"{name}, {line['name']}"
    told = t("{name}: {value} in {year}", name=name, value=value, year=line["period"])
    named, bounds = unit(line["unit"], language), table["precision"] != "exact"
    if not bounds.any():
        return Finding(told, named)
    return Finding(told, t("{unit}; open marks: “about”, or a bound", unit=named))


def in_all(table: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are not of one partner or route, or all where there are none."""
    whole = table["counterpart"].isna()
    return table[whole] if whole.any() else table


FINDINGS: dict[str, Callable[..., Finding]] = {
    "balance": of_balance,
    "voices": of_voices,
    "promises": of_promises,
    "share": of_share,
    "projects": of_projects,
    "network": of_network,
}
"""The panels, those that matter most first."""
