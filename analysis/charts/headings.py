"""What panels of the overview say above their pictures, in words that follow from their tables."""

from collections.abc import Callable

import pandas as pd

from analysis.charts.figures import balance, projects
from analysis.charts.panels import Finding
from analysis.labels import amount, counter, number, percent, some_of, span, translator, unit

SIGNS = {"about": "≈", "above": ">", "below": "<"}
"""How a figure is marked of which the source gives only a bound, or that is about right."""


def of_whole(table: pd.DataFrame, language: str) -> Finding:
    """Return how friendly the relationship is said to be, and in how much of a record."""
    t, n, line = translator(language), counter(language), table.iloc[0]
    shares = {
        sign: percent(round(100 * line[sign] / line["statements"]), language)
        for sign in ("friendly", "strained")
    }
    below = t(
        "{statements} between the two states {documents}, {years}",
        statements=n("{number} statement", "{number} statements", line["statements"]),
        documents=n("in {number} document", "in {number} documents", line["documents"]),
        years=t("undated")
        if pd.isna(line["first"])
        else span(f"{line['first']}/{line['last']}", language),
    )
    told = t("{states}: {friendly} friendly, {strained} strained", states=line["name"], **shares)
    return Finding(told, below)


def of_balance(table: pd.DataFrame, language: str) -> Finding:
    """Name the sectors with most statements of either sign; several that share the place."""
    t = translator(language)
    firsts = [balance.first(table, sign) for sign in ("friendly", "strained")]
    warm, cold = (some_of(names, language) or "–" for names in firsts)
    if firsts[0] == firsts[1] and len(firsts[0]) == 1:
        told = t("{sector} binds most, and divides most", sector=warm)
    else:
        told = t("Most friendly: {warm}; most strained: {cold}", warm=warm, cold=cold)
    return Finding(told, t("Number of statements by sector"))


def of_voices(table: pd.DataFrame, language: str) -> Finding:
    """Compare what is said in words; few families, or intervals that overlap, tell nothing."""
    t = translator(language)
    words = table[(table["value"] == "verbal") & ~table["thin"]].set_index("voice")
    low, high = (words[end].to_dict() for end in ("low", "high"))
    told = t("Presidents and other voices cannot be told apart")
    if len(words) == 2 and low["leaders"] > high["others"]:
        told = t("Presidents sound warmer than others")
    elif len(words) == 2 and high["leaders"] < low["others"]:
        told = t("Presidents sound colder than others")
    return Finding(told, t("Mean stance: ◆\u00a0presidents, ●\u00a0all others"))


def of_promises(table: pd.DataFrame, language: str) -> Finding:
    t = translator(language)
    most = table.groupby("what")["value"].max()
    with_unit = {
        what: amount(value, table["unit"].iloc[0], language) for what, value in most.items()
    }
    if len(most) == 1:
        told = t("At most {value}", value=with_unit[most.index[0]])
    else:
        values = with_unit | {"reported": number(most["reported"], language)}
        short = most["promised"] > most["reported"]
        told = (
            t("{promised} promised, {reported} reached", **values)
            if short
            else t("{promised} promised, and {reported} reached", **values)
        )
    return Finding(told, t("{what}: ●\u00a0reported, ◇\u00a0promised", what=table["name"].iloc[0]))


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


def of_network(table: pd.DataFrame, language: str) -> Finding:
    """Name the third party with the heaviest tie, where one is heavier than all others."""
    t, third = translator(language), table[table["third"]]
    first = third[third["weight"] == third["weight"].max()]
    told = t("Of those shown, only the two states are tied")
    if len(first) == 1:
        told = t(
            "Strongest third party: {actor}, on {sector}",
            actor=first["row_name"].iloc[0],
            sector=first["column_name"].iloc[0],
        )
    elif len(first):
        parties = list(dict.fromkeys(first["row_name"]))
        told = t("Strongest third party: {actor}", actor=some_of(parties, language))
    return Finding(told, t("Statements that tie actors to sectors"))


def of_share(table: pd.DataFrame, language: str) -> Finding:
    """Tell the latest figure in all, or else the latest."""
    t = translator(language)
    line = in_all(table).iloc[-1]
    named = unit(line["unit"], language)
    whole = round(line["value"]) if line["unit"] == "%" else line["value"]
    value = SIGNS.get(line["precision"], "") + amount(whole, line["unit"], language)
    name = line["title"].rpartition(", ")[0]
    told = t("{name}: {value} in {year}", name=name, value=value, year=line["period"])
    return Finding(told, t("{unit}; open marks: “about”, or a bound", unit=named))


def in_all(table: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are not of one partner or route, or all where there are none."""
    whole = table["counterpart"].isna()
    return table[whole] if whole.any() else table


FINDINGS: dict[str, Callable[[pd.DataFrame, str], Finding]] = {
    "balance": of_balance,
    "voices": of_voices,
    "promises": of_promises,
    "share": of_share,
    "projects": of_projects,
    "network": of_network,
}
"""The panels, those that matter most first."""
