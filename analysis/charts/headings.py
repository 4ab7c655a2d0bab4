"""What panels of the overview say above their pictures, in words that follow from their tables."""

from collections.abc import Callable

import pandas as pd

from analysis.charts.beside import frame_of_gap, frame_of_rate, frame_of_whole, shares_told
from analysis.charts.figures import balance, projects, promises, voices
from analysis.charts.leading import Leading, begun, leaders_word
from analysis.charts.panels import Finding
from analysis.labels import amount, counter, number, signed, span, strung, translator, unit
from analysis.measures.headlines import LEADERS, OTHERS
from analysis.measures.stance import FEW, reached

SIGNS = {"about": "≈", "above": ">", "below": "<"}
"""How a figure is marked of which the source gives only a bound, or that is about right."""

NOBODY = Leading({}, frozenset())
NOTHING = pd.DataFrame()


def of_whole(table: pd.DataFrame, language: str, frame: pd.DataFrame = NOTHING) -> Finding:
    """Return how friendly a record shows the relationship, with intervals and what its sample is.

    Of few families of documents it is counts, not shares, which would promise more. `frame` is the
    same of the frame alone, which stands beside.
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
        return Finding(few, _joined(below, frame_of_whole(frame, language)))
    told = t(
        "{states} in this record ({sample}): {friendly} friendly ({friendly_range}), {strained} "
        "strained ({strained_range})",
        states=line["name"],
        sample=line["sample"],
        **shares_told(line, language),
    )
    interval = t("95 % intervals over families of documents")
    below = strung([below, interval], language)
    return Finding(told, _joined(below, frame_of_whole(frame, language)))


def _joined(below: str, frame: str) -> str:
    return f"{below}. {frame}" if frame else below


def of_balance(table: pd.DataFrame, language: str, frame: pd.DataFrame | None = None) -> Finding:
    """Name the sector that is strained most often, where families suffice to tell.

    `frame` is the table of the frame alone, of which the rate of the same sector stands beside.
    """
    t, first = translator(language), balance.most_strained(table)
    measure = t("Number of statements by sector")
    if frame is not None and len(first) == 1:
        rate = frame_of_rate(first["sector"].iloc[0], frame, language)
        measure = strung([measure, rate], language)
    return Finding(balance.strained_most(table, language), measure)


def of_voices(
    table: pd.DataFrame,
    language: str,
    leading: Leading = NOBODY,
    gaps: pd.DataFrame | None = None,
    frame: pd.DataFrame | None = None,
) -> Finding:
    """Compare what is said in words; intervals that overlap tell nothing, few families less.

    `gaps` says how much of a difference the kind of relation leaves (`uncertainty.warmth`), `frame`
    the same of the frame alone.
    """
    t, leaders = translator(language), leaders_word(leading, language)
    words = reached(table[(table["value"] == "verbal") & ~table["thin"]]).set_index("voice")
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
    left = [] if gaps is None else voices.sure_gaps(gaps[gaps["compared"] == "beside"])
    if len(left):
        line = left.iloc[0]
        interval = t(
            "gap in words beside the kind of relation: {gap} ({low} to {high})",
            **{name: signed(line[name], language) for name in ("gap", "low", "high")},
        )
        measure = strung([measure, interval], language)
        if frame is not None:
            measure = strung([measure, frame_of_gap(frame, language)], language)
    return Finding(begun(told), measure)


def of_promises(table: pd.DataFrame, language: str) -> Finding:
    """Hold promises for a year to that year, and tell the last year with all its figures."""
    t, told, there = translator(language), [], set(table["what"]) | set(table["due"].dropna())
    if {"reported", "promised"} <= there and table["unit"].nunique() == 1:
        told.append(promises.kept(table, language))
    elif "promised" in there:
        most = table[table["what"] == "promised"].sort_values("value", kind="stable").iloc[-1]
        told.append(
            t("Up to {value} promised", value=amount(most["value"], most["unit"], language))
        )
    reported = table[table["what"] == "reported"].sort_values("time", kind="stable")
    if len(reported):
        told.append(_last_reported(reported.iloc[-1], language))
    marks = {
        "reported": t("●\u00a0reported"),
        "period": t("◇\u00a0promised for the year"),
        "open": t("▷\u00a0for no year"),
    }
    shown = ", ".join(mark for what, mark in marks.items() if what in there)
    measure = t(
        "{what}, {unit}: {marks}",
        what=table["name"].iloc[0],
        unit=unit(table["unit"].iloc[0], language),
        marks=shown,
    )
    return Finding(strung(told, language), measure)


def _last_reported(line: pd.Series, language: str) -> str:
    """Tell the last year that was reported, with what its sources differ by."""
    t = translator(language)
    if line["low"] == line["high"]:
        value = SIGNS.get(line["precision"], "") + amount(line["value"], line["unit"], language)
        return t("{value} reported for {year}", value=value, year=line["period"])
    low, high = number(line["low"], language), amount(line["high"], line["unit"], language)
    return t("{low} to {high} reported for {year}", low=low, high=high, year=line["period"])


def of_projects(table: pd.DataFrame, language: str) -> Finding:
    """Count the projects last seen open among those that can open."""
    t = translator(language)
    measure = t("Projects that can open, by their last documented state and its years")
    return Finding(projects.opened(table, language), measure)


def of_network(table: pd.DataFrame, language: str, every: pd.DataFrame | None = None) -> Finding:
    """Say whether third parties are tied; none is named, for no interval tells it from others.

    `every` has the ties of all parties, of which the table has those drawn.
    """
    t, every = translator(language), table if every is None else every
    told = t("The ties that documents tell most, third parties’ too")
    if not every["third"].any():
        told = t("Only the two states are tied")
    elif not table["third"].any():
        told = t("Drawn are the strongest ties; third parties are tied too")
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
    blanks = {"name": name, "value": value, "year": line["period"]}
    told = (
        t("{name}: {value} in {year}, as reckoned here", **blanks)
        if line["status"] == "derived"
        else t("{name}: {value} in {year}", **blanks)
    )
    measure = [unit(line["unit"], language)]
    if (table["precision"] != "exact").any():
        measure.append(t("open marks: “about”, with an arrow a bound"))
    if table["basis"].notna().any():
        measure.append(t("joined is only what counts the same"))
    return Finding(told, strung(measure, language))


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
