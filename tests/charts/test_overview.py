import pandas as pd
import pytest
from every_chart import SHARE, TURNOVER, in_languages, languages_in_turn
from matplotlib.text import Text
from odd_studies import STATES, study_of

from analysis import charts
from analysis.charts.figures.overview import panels
from analysis.charts.headings import (
    of_balance,
    of_network,
    of_projects,
    of_promises,
    of_share,
    of_voices,
    of_whole,
)
from analysis.charts.leading import Leading
from analysis.errors import InputError
from analysis.networks.graphs import graph, strongest
from analysis.publish.legible import illegible, overlaps, shown
from analysis.publish.targets import TARGETS
from analysis.study.acts import one_row_an_act
from analysis.study.selection import bilateral, roll_up, select

TABLES = ["whole", "balance", "warmth", "voices", "promises", "share", "projects", "network"]
OF_FRAME = ["frame", "balance of the frame", "warmth of the frame"]
KNOWN = {"turnover": TURNOVER, "share": SHARE}


@pytest.fixture(scope="module")
def tables(study):
    """The table of each panel by its name."""
    ties = strongest(graph(roll_up(study), "party"), 5)
    return panels(study, ties, TURNOVER, SHARE, "en", 1)


@pytest.mark.sample(1)
@pytest.mark.parametrize(("target", "language"), in_languages([None, "web", "nature", "plos"]))
def test_a_page_is_legible_in_each_shape(charted, drawn, language, target):
    page = charted("overview", language)
    if target is None:
        figure, least, most = drawn("overview", language), 8, 12.8
    else:
        asked = TARGETS[target]
        figure, least, most = page.draw(target=target), asked.text, asked.text * 1.6
    assert illegible(figure, least, most) == []
    told = "\n".join(text.get_text() for text in shown(figure)).replace("\n", " ")
    for finding in page.words.alt.rstrip(".").split(". ")[1:]:
        assert finding in told


@pytest.mark.long
def test_a_page_is_no_slide(charted):
    with pytest.raises(InputError, match=r"^height: \d+\.\d mm; slide takes at most 190\.5 mm"):
        charted("overview").draw(target="slide")


@pytest.mark.long
@pytest.mark.parametrize("language", languages_in_turn(1))
def test_a_slide_is_legible_and_says_what_its_words_say(study, language):
    slide = charts.overview(study, slide=True, language=language, **KNOWN)
    figure = slide.draw(target="slide")
    assert illegible(figure, 18, 18 * 1.6) == []
    told = "\n".join(text.get_text() for text in shown(figure)).replace("\n", " ")
    for finding in slide.words.alt.rstrip(".").split(". ")[1:]:
        assert finding in told


@pytest.mark.parametrize("target", [None, "slide"])
def test_sectors_named_in_two_lines_keep_apart(study, target):
    names = {f"field {n}": f"Memory and history of {n}" for n in range(8)}
    odd = study_of(
        study, 60, actors=STATES, sectors=tuple(names), named=lambda key: names.get(key, key)
    )
    page = charts.overview(odd, slide=target is not None)
    assert overlaps(page.draw(target=target)) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("target", "count"),
    [("slide", 2), pytest.param("web", 6, marks=pytest.mark.long), ("nature", 6)],
)
def test_a_slide_is_filled_and_a_page_holds_all(study, tmp_path, target, count):
    page = charts.overview(study, slide=target == "slide", **KNOWN)
    formats = ["png"] if target != "nature" else ["pdf"]
    saved = page.save("page", tmp_path, target=target, formats=formats)
    figure = saved.figure
    assert len(saved.written.files) == 5
    if target == "slide":
        assert figure.get_size_inches() * 25.4 == pytest.approx([338.7, 190.5])
    told = page.words.alt.count(". ")
    assert told == count + 2  # what it is, its title, what the frame has, and the findings
    assert len([axes for axes in figure.axes if axes.axison or axes.patches]) >= count


@pytest.mark.long
def test_the_panels_are_the_tables_of_the_single_figures(study, charted, tables):
    assert list(tables) == [*TABLES, *OF_FRAME]
    whole, said = tables["whole"].iloc[0], one_row_an_act(bilateral(study).statements)
    assert whole["statements"] == len(said) == tables["balance"]["total"].sum()
    assert whole[["friendly", "neutral", "strained"]].sum() == len(said)
    page = charted("overview")
    assert list(page.table["panel"].unique()) == [*TABLES, *OF_FRAME]
    assert len(page.table) == sum(map(len, tables.values()))
    assert set(tables["promises"]["document_id"]) <= set(page.documents)
    assert set(study.statements["document_id"]) <= set(page.documents)


@pytest.mark.long
def test_a_panel_without_figures_is_left_out(article):
    page = charts.overview(article, turnover=("x", "y"), share="z")
    # no president's own words are in it, and no text of the frame
    left = ["whole", "balance", "projects", "network", "frame"]
    assert list(page.table["panel"].unique()) == left
    slide = charts.overview(article, turnover=("x", "y"), share="z", slide=True)
    assert illegible(page.draw(target="web")) == []
    assert illegible(slide.draw(target="slide")) == []


@pytest.mark.parametrize("language", languages_in_turn(2))
def test_a_selection_without_statements_says_so(study, language):
    nobody = select(study, until="2000")
    page = charts.overview(nobody, language=language, **KNOWN)
    assert page.table.empty and page.documents == ()
    figure = page.draw(target="slide")
    told = [text.get_text() for text in figure.findobj(Text) if text.get_text()]
    assert told == [page.words.caption] == [page.words.alt]


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        ([(3, 0.6, 0.5, 0.7), (9, 0.1, 0, 0.2)], "Strained most often: A, 60% (50–70%) of what"),
        ([(3, 0.6, 0.1, 0.9), (9, 0.1, 0, 0.2)], "Strained most often, though not clearly: A, 60%"),
        (
            [(3, 0.4, 0.3, 0.5), (9, 0.4, 0.3, 0.5)],
            "Strained most often, though not clearly: A a",
        ),
        (
            [(3, 0, 0, 0), (9, 0, 0, 0)],
            "No sector with enough families of documents has a",
        ),
        ([(3, 0.6, 0.5, 0.7)], "Too few families of documents to tell which sector is strained"),
    ],
)
def test_a_sector_is_strained_most_by_its_rate_and_clearly_only_by_its_interval(rates, told):
    fields = ["strained", "rate", "rate_low", "rate_high"]
    table = pd.DataFrame(rates, columns=fields).assign(name=list("AB")[: len(rates)], thin=False)
    assert of_balance(table, "en").told.startswith(told)
    thin = pd.DataFrame([{**dict.fromkeys(fields, 1.0), "name": "C", "thin": True}])
    assert of_balance(pd.concat([table, thin]), "en").told.startswith(told)


@pytest.mark.parametrize(
    ("leaders", "others", "told"),
    [
        ((0.5, 0.9), (0.1, 0.4), "Mayors sound warmer than others"),
        ((0.1, 0.4), (0.5, 0.9), "Mayors sound colder than others"),
        ((0.3, 0.6), (0.5, 0.9), "Mayors and other voices cannot be told apart"),
        ((0.3, 0.6), None, "Mayors and others: too few documents to compare"),
    ],
)
def test_voices_are_told_apart_only_when_their_intervals_are_apart(leaders, others, told):
    bounds = {"leaders": leaders, "others": others}
    rows = [("verbal", voice, *each) for voice, each in bounds.items() if each]
    table = pd.DataFrame(rows, columns=["value", "voice", "low", "high"])
    table = table.assign(mean=(table["low"] + table["high"]) / 2, families=9)
    leading = Leading({"en": ("mayor", "mayors")}, frozenset({"leader"}))
    assert of_voices(table.assign(thin=False), "en", leading).told == told
    thin = of_voices(table.assign(thin=table["voice"] == "others"), "en", leading).told
    assert thin == "Mayors and others: too few documents to compare"


@pytest.mark.parametrize(
    ("drawn", "left_out", "told"),
    [
        ([], [], "Only the two states are tied"),
        ([], [("spain", "oil", 2)], "Drawn are the strongest ties; third parties are tied too"),
        ([("spain", "oil", 2)], [], "The ties that documents tell most, third parties’ too"),
        (
            [("spain", "oil", 2)],
            [("italy", "gas", 3)],
            "The ties that documents tell most, third parties’ too",
        ),
    ],
)
def test_third_parties_are_those_of_the_record_and_not_of_the_drawing(drawn, left_out, told):
    fields = ["row", "column", "weight"]
    both = [
        pd.DataFrame([("france", "oil", 9), *ties], columns=fields).assign(
            third=lambda t: t["row"] != "france",
            row_name=lambda t: t["row"],
            column_name=lambda t: t["column"],
        )
        for ties in (drawn, [*drawn, *left_out])
    ]
    assert of_network(both[0], "en", both[1]).told == told


def test_few_families_are_counted_and_give_no_share():
    counts = {"friendly": 1, "neutral": 1, "strained": 0, "statements": 2, "documents": 2}
    ends = {"friendly_low": 0.1, "friendly_high": 0.9, "strained_low": 0.0, "strained_high": 0.4}
    line = {"name": "A and B", "first": 2020, "last": 2021, "families": 4, **counts, **ends}
    line |= {"acts": False, "sample": "all letters"}
    few = of_whole(pd.DataFrame([line]), "en").told
    assert few == "A and B: 1 friendly, 0 strained, of 2 statements"
    more = of_whole(pd.DataFrame([line | {"families": 5}]), "en").told
    expected = "A and B in this record (all letters): 50% friendly (10–90%), 0% strained (0–40%)"
    assert more == expected
    acts = of_whole(pd.DataFrame([line | {"acts": True}]), "en")
    assert acts.told.endswith("of 2 acts") and acts.measure.startswith("2 acts between")


def _series(reported, promised):
    """Return a table as `charts.promises` makes it; a promise is (value, year or None, outcome)."""
    rows = [("reported", value, value, value, year, "", "") for value, year in reported]
    rows += [
        ("promised", value, value, value, year, "period" if year else "open", outcome)
        for value, year, outcome in promised
    ]
    fields = ["what", "value", "low", "high", "period", "due", "outcome"]
    table = pd.DataFrame(rows, columns=fields).replace({"due": {"": None}})
    time = pd.to_numeric(table["period"]).fillna(2030)
    return table.assign(unit="bn USD", name="Turnover", precision="exact", time=time)


@pytest.mark.parametrize(
    ("reported", "promised", "told"),
    [
        (
            [(9, "2023"), (28.7, "2024")],
            [(30, "2024", "missed"), (20, "2024", "reached"), (40, None, "")],
            "Promised for a year: 1 reached, 0 disputed, 1 missed; for no year: 1; "
            "28.7 bn USD reported for 2024",
        ),
        (
            [(31, "2024")],
            [(30, None, "")],
            "No promise is for a year with a figure; for no year: 1; 31 bn USD reported for 2024",
        ),
        ([(31, "2024")], [], "31 bn USD reported for 2024"),
        ([], [(30, "2024", "")], "Up to 30 bn USD promised"),
    ],
)
def test_promises_are_held_to_what_was_reported(reported, promised, told):
    assert of_promises(_series(reported, promised), "en").told == told


def test_figures_that_differ_are_told_by_their_spread():
    table = _series([(28.7, "2024")], []).assign(low=27.0)
    assert of_promises(table, "en").told == "27 to 28.7 bn USD reported for 2024"


def test_promises_in_another_unit_are_not_compared():
    table = _series([(28, "2024")], [(30, "2024", "missed")])
    told = of_promises(table.assign(unit=["bn USD", "mn t"]), "en").told
    assert told == "Up to 30 mn t promised; 28 bn USD reported for 2024"


def test_projects_that_can_open_count_by_their_last_state():
    table = pd.DataFrame(
        {
            "project": ["a", "a", "b", "c", "d"],
            "date": pd.to_datetime(["2020", "2021", "2020", "2020", "2020"]),
            "state": ["opened", "stalled", "opened", "announced", "opened"],
            "kind": ["works", "works", "works", "works", "accord"],
        }
    )
    told = "Of 3 projects that can open, last seen open: 1, stuck: 1"
    assert of_projects(table, "en").told == told
    assert of_projects(table.tail(1), "en").told == "No project of these can open"


def test_the_latest_figure_in_all_is_told_with_how_exact_it_is():
    table = pd.DataFrame(
        {
            "title": "Share, %",
            "unit": "%",
            "period": ["2024", "2025", "2026"],
            "value": [80, 96.3, 5],
            "precision": ["exact", "about", "exact"],
            "status": ["official", "press", "official"],
            "basis": None,
            "counterpart": [None, None, "pipeline"],
            "name": ["in all", "in all", "A pipeline"],
        }
    )
    assert of_share(table, "en").told == "Share: ≈96% in 2025"
    assert of_share(table.tail(1), "en").told == "Share, A pipeline: 5% in 2026"
    derived = table.assign(status="derived")
    assert of_share(derived, "en").told == "Share: ≈96% in 2025, as reckoned here"
