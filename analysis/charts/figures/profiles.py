"""What each of two camps says: the share of its families that agree, concept by concept."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from analysis.charts.canvas import new_figure
from analysis.charts.chart import Chart, marked, none_of
from analysis.charts.needs import lacking, unmet
from analysis.charts.over_time import any_said, asked, names_of, unsaid
from analysis.charts.panels import room
from analysis.charts.paper import TEXT
from analysis.charts.style import (
    BLUE,
    ORANGE,
    PALE,
    PURPLE,
    VERMILION,
    label_ticks,
    name_rows,
    row_height,
)
from analysis.charts.titles import filled
from analysis.labels import counter, listing, number, percent, some_of, strung, translator
from analysis.measures.draws import ALPHA
from analysis.networks.statements import Scale, Source
from analysis.uncertainty.camp_profiles import Profiles
from analysis.uncertainty.camp_profiles import profiles as profiles_of

FIELDS = ["camp", "column", "share", "low", "high", "families", "thin"]
LOOKS = [(BLUE, "o"), (VERMILION, "D"), (ORANGE, "s"), (PURPLE, "^")]
SHOWN = 3
BESIDE = 46  # pt of a line of the legend that are no text


@marked(of_families=True)
def profiles(
    study: Source,
    *,
    camps: pd.Series | str | None = None,
    rows: str | None = None,
    most: int = 24,
    scale: Scale | None = None,
    language: str = "en",
    draws: int = 1000,
    seed: int = 1,
) -> Chart:
    """Chart for each concept the share of families that agree, by camp, with its interval.

    The table is that of `analysis.profiles`, with the `name` of each concept; `camps` are those
    found among the `most` speakers heard most, given by row, or a field of the statements. Only
    concepts on which two camps or more spoke are shown, the most divided first.
    """
    t = translator(language)
    title = t("What the camps say")
    if needs := lacking("profiles", study):
        return unmet(title, needs, study, language, FIELDS)
    record, rows, scale = asked(study, rows, most, scale)
    told = none_of(record, t("No two camps speak of one subject."))
    empty = pd.DataFrame(columns=FIELDS)
    if not any_said(record, "stance"):
        told = unsaid(record, language, "stance")
        return Chart(title, empty, draw, find, describe, study, language, empty=told)
    found = profiles_of(record, rows, camps=camps, scale=scale, draws=draws, seed=seed)
    table = _shown(found, names_of(study, language, found.table["column"].unique()))
    names = names_of(study, language, found.camps.index)
    if found.camps.nunique() < 2:
        told = none_of(record, t("There are no two camps."))
    more = (found, _members(found, names, isinstance(camps, str), language), camps is None)
    return Chart(
        title, table, draw, find, describe, record, language, more=more, seed=seed, empty=told
    )


def _shown(found: Profiles, names: dict[str, str]) -> pd.DataFrame:
    """Return the lines of concepts on which two camps spoke, the widest gap first."""
    spoken = found.table.dropna(subset="gap")
    wide = spoken.groupby("column")["gap"].agg(lambda gaps: gaps.abs().max())
    order = wide.sort_values(ascending=False, kind="stable").index
    table = spoken.assign(name=spoken["column"].map(names))
    table["column"] = pd.Categorical(table["column"], order)
    table = table.sort_values(["column", "camp"], kind="stable", ignore_index=True)
    return table.assign(column=table["column"].astype("str"))


def _members(
    found: Profiles, names: dict[str, str], by_field: bool, language: str
) -> dict[object, str]:
    """Return what each camp is called: by its first members, or its value of the field."""
    called = {}
    for camp, rows in found.camps.groupby(found.camps, sort=True):
        own = [names.get(row, str(row)) for row in rows.index]
        called[camp] = str(camp) if by_field else some_of(own, language)
    return called


def draw(
    table: pd.DataFrame, language: str, found: Profiles, members: dict[object, str], own: bool
) -> Figure:
    """Draw a row a concept with a mark and an interval a camp; open marks where it is thin."""
    t = translator(language)
    concepts = [*table["column"].drop_duplicates()]
    names = [*table.drop_duplicates("column")["name"]]
    camps = sorted(table["camp"].unique())[: len(LOOKS)]
    called = [_in_lines(members.get(camp, str(camp))) for camp in camps]
    legend = 4 * sum(each.count("\n") + 1 for each in called)
    figure = new_figure(len(names) * max(row_height(names), 2.6 * len(camps)) + 22 + legend)
    axes = figure.add_subplot()
    axes.hlines(range(len(names)), 0, 1, color=PALE, linewidth=0.5, zorder=0)
    for place, camp in enumerate(camps):
        colour, marker = LOOKS[place]
        lines = table[table["camp"] == camp]
        shift = 0.24 * (place - (len(camps) - 1) / 2)
        at = lines["column"].map(concepts.index) + shift
        axes.hlines(at, lines["low"], lines["high"], color=colour, linewidth=1.2)
        for thin in (False, True):
            some = (lines["thin"] == thin).to_numpy()
            axes.plot(
                lines["share"][some],
                at[some],
                marker,
                color="white" if thin else colour,
                markeredgecolor=colour,
                markersize=4.5,
            )
        axes.plot([], [], marker, color=colour, markersize=4.5, label=called[place])
    name_rows(axes, names)
    axes.set_xlim(-0.02, 1.02)
    label_ticks(axes, lambda share: percent(round(100 * share), language))
    axes.set_xlabel(t("share of families that agree"))
    figure.legend(frameon=False, loc="outside upper left")
    return figure


def _in_lines(called: str) -> str:
    """Break what a camp is called into lines that the page holds beside its mark."""
    width, _ = room()
    return filled(called, FontProperties(size=TEXT), width / 25.4 * 72 - BESIDE)


def find(
    table: pd.DataFrame, language: str, found: Profiles, members: dict[object, str], own: bool
) -> str:
    """Say on which subjects the camps are clearly apart; of found ones, whether it is more than
    camps sought in any stances would be.
    """
    if own:
        return _found_apart(table, language, found)
    t, n = translator(language), counter(language)
    clear = table[~table["thin"].astype(bool) & ((table["gap_low"] > 0) | (table["gap_high"] < 0))]
    names = [*clear["name"].drop_duplicates()]
    shown = table["column"].nunique()
    if not names:
        return t("On no subject are the camps clearly apart.")
    return n(
        "The camps are clearly apart on {number} subject of {shown}: {names}.",
        "The camps are clearly apart on {number} subjects of {shown}: {names}.",
        len(names),
        shown=shown,
        names=some_of(names, language),
    )


def _found_apart(table: pd.DataFrame, language: str, found: Profiles) -> str:
    """Say whether camps that were sought in the statements lie further apart than by chance."""
    t, apart = translator(language), found.apart.iloc[0]
    numbers = {
        name: number(round(float(apart[name]), 2), language) for name in ("distance", "expected")
    }
    if apart["p"] > ALPHA:
        return t(
            "In {share} of draws, camps sought in stances dealt out at random lie as far apart "
            "as these ({distance}; on average {expected}): the gaps are no finding.",
            share=percent(round(100 * float(apart["p"])), language),
            **numbers,
        )
    told = t(
        "The two camps lie further apart than camps sought in stances dealt out at random "
        "({distance}; by chance {expected} on average).",
        **numbers,
    )
    sure = table.groupby("column", sort=False).filter(lambda lines: not lines["thin"].any())
    names = [*sure["name"].drop_duplicates()][:SHOWN]
    if not names:
        return told
    return told + " " + t("Widest gaps: {names}.", names=listing(names, language))


def describe(
    table: pd.DataFrame, language: str, found: Profiles, members: dict[object, str], own: bool
) -> tuple[str, str]:
    """Return the caption and the alt text."""
    t, n = translator(language), counter(language)
    caption = t(
        "Share of the families of documents in which a camp agrees, among those in which it takes "
        "a side; each family counts once. Bars: 95 % of draws of families, the camps being taken "
        "as given. Open marks: fewer than five families. Most divided first."
    )
    if own:
        caption += " " + t(
            "The camps were found in the same statements, so gaps are wider than they would be in "
            "new ones."
        )
    subjects = n("{number} subject", "{number} subjects", table["column"].nunique())
    return caption, t(
        "Rows of {subjects}, each with a mark for {camps}.",
        subjects=subjects,
        camps=strung(map(str, members.values()), language),  # each may be several, with an “and”
    )
