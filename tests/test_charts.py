import matplotlib as mpl
import networkx as nx
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import charts
from analysis.charts.layout import stored_order
from analysis.charts.style import WIDTH, drawn_for, wrap
from analysis.errors import InputError
from analysis.labels import LANGUAGES, names_by_id
from analysis.measures.camps import camps
from analysis.measures.communities import communities
from analysis.measures.disparity import backbone, disparity
from analysis.measures.headlines import headlines, voiced
from analysis.networks.arrays import count
from analysis.networks.graphs import graph, one_mode_graph, strongest
from analysis.networks.matrices import one_mode_of, two_mode, two_mode_of
from analysis.networks.periods import by_turn, statement_shares
from analysis.publish.legible import illegible, shown
from analysis.publish.targets import TARGETS, fits
from analysis.study.selection import bilateral, most_heard, roll_up, select, with_documents
from analysis.uncertainty.bootstrap import bootstrap, bootstrap_change, influence, null_test


def network(study, language):
    ties = strongest(graph(roll_up(study)), 18)
    return charts.network.draw(ties, language), charts.network.describe(ties, language)


def network_of_actors(study, language):
    ties = strongest(graph(study), 24)
    return charts.network.draw(ties, language), charts.network.describe(ties, language)


def heatmap(study, language):
    ties = strongest(graph(roll_up(study, actors=False)), 18)
    table = charts.heatmap.tally(ties, language)
    return charts.heatmap.draw(table, language), charts.heatmap.describe(table, language)


def dependence(study, language):
    table = charts.dependence.tally(roll_up(study), language)
    return charts.dependence.draw(table, language), charts.dependence.describe(table, language)


def network_periods(study, language):
    wide = roll_up(study)
    ties = strongest(graph(wide), 18)
    parts = by_turn(with_documents(wide), study.turns)
    order = stored_order(study)
    figure = charts.network_periods.draw(ties, parts, language, order=order)
    return figure, charts.network_periods.describe(ties, parts, language)


def network_change(study, language):
    wide = roll_up(study)
    ties, parts = strongest(graph(wide), 18), by_turn(with_documents(wide), study.turns)
    pair = {period: parts[period] for period in [*parts][-2:]}
    ends = ([*pair.values()] * 2)[:2]
    changes = bootstrap_change(*ends, statement_shares, rows="party", draws=20)
    table = charts.network_change.tally(changes, ties, pair, language)
    figure = charts.network_change.draw(table, ties, language, order=stored_order(study))
    return figure, charts.network_change.describe(table, language)


HEARD = {"rows": "speaker", "duplicates": "family"}


def sides(study, language):
    heard = most_heard(with_documents(roll_up(study, actors=False)), "speaker", 16)

    def closeness(cells):
        return one_mode_of(cells, aggregation="subtract", scale=study.scale)

    ties = bootstrap(heard, closeness, **HEARD, draws=20)
    chance = null_test(heard, closeness, **HEARD, draws=99)
    parts = (
        one_mode_of(count(heard, **HEARD), aggregation=each, scale=study.scale)
        for each in ("congruence", "conflict")
    )
    table = charts.sides.tally(ties, chance, camps(*parts), names_by_id(study.actors, language))
    return charts.sides.draw(table, language), charts.sides.describe(table, language)


def backbone_of_speakers(study, language):
    heard = most_heard(with_documents(study), "speaker", 24)

    def congruent(cells):
        return one_mode_of(cells, normalization="average", scale=study.scale)

    whole = congruent(count(heard, **HEARD))
    groups = communities(whole, seed=1)
    ties = bootstrap(heard, congruent, **HEARD, draws=20)
    kept = backbone(whole, disparity(whole), 0.1)
    table = charts.backbone.tally(ties, kept, groups, names_by_id(study.actors, language))
    network = one_mode_graph(study, whole, "speaker")
    figure = charts.backbone.draw(table, groups, network, language)
    return figure, charts.backbone.describe(table, groups, language)


def change(study, language):
    said = with_documents(roll_up(study))
    said = said[said["actor"].isin(study.states)]
    late = said["date"].dt.year >= said["date"].dt.year.median()

    def shares(cells):
        return two_mode_of(cells, normalization="activity")

    changes = bootstrap_change(said[~late], said[late], shares, draws=20)
    both = names_by_id(study.actors, language) | names_by_id(study.sectors, language)
    table = charts.change.tally(changes, both, ["2014–2023", "2024–2026"])
    return charts.change.draw(table, language), charts.change.describe(table, language)


def choices(study, language):
    base = two_mode(study.statements)
    others = {
        (argument, value): two_mode(study.statements, **{argument: value})
        for argument, values in {
            "aggregation": ["subtract", "combine"],
            "normalization": ["activity", "prominence"],
            "duplicates": ["document", "acrossrange"],
        }.items()
        for value in values
    }
    table = charts.choices.tally(base, others, language)
    return charts.choices.draw(table, language), charts.choices.describe(table, language)


def influence_of_families(study, language):
    said = voiced(roll_up(study))
    numbers = headlines(said)
    found = [
        {name: measure(said, number, "voice", **more) for name, number in numbers.items()}
        for measure, more in ((bootstrap, {"draws": 20}), (influence, {}))
    ]
    sectors = names_by_id(study.sectors, language)
    table = charts.influence.tally(*found, "founding-article", sectors, language)
    return charts.influence.draw(table, language), charts.influence.describe(table, language)


def simple(chart):
    def draw(study, language):
        table = chart.tally(study, language)
        return chart.draw(table, language), chart.describe(table, language)

    return draw


def course(study, language):
    table = charts.course.tally(study, "year", language)
    return charts.course.draw(table, language), charts.course.describe(table, language)


CHARTS = {
    "network": network,
    "network_of_actors": network_of_actors,
    "network_periods": network_periods,
    "network_change": network_change,
    "heatmap": heatmap,
    "dependence": dependence,
    "sides": sides,
    "backbone": backbone_of_speakers,
    "change": change,
    "choices": choices,
    "course": course,
    "influence": influence_of_families,
    "coverage": simple(charts.coverage),
    "voices": simple(charts.voices),
    "balance": simple(charts.balance),
    "words_and_deeds": simple(charts.words_and_deeds),
    "sequence": simple(charts.sequence),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_overlaps_another_or_leaves_the_page(study, name, language):
    figure, words = CHARTS[name](study, language)
    assert abs(figure.get_figwidth() * 25.4 - WIDTH) < 1e-9
    assert len(shown(figure)) > 5
    assert illegible(figure, least=8, most=8) == []
    assert words.language == language and words.title and words.caption and words.alt


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHARTS)
def test_a_selection_without_statements_says_so(study, name, language):
    figure, words = CHARTS[name](select(study, until="2000"), language)
    told = [text.get_text() for text in figure.findobj(Text) if text.get_text()]
    assert told == [words.caption] == [words.alt]


def test_the_network_shows_each_tie_with_its_sign_and_weight(study):
    ties = strongest(graph(roll_up(study)), 18)
    table = charts.network.tally(ties, "en")
    assert len(table) == ties.number_of_edges()
    assert list(table["weight"]) == sorted(table["weight"], reverse=True)
    share = table["positive"] / (table["positive"] + table["negative"])
    assert (table["sign"] == "friendly").equals(share >= 2 / 3)
    assert (table["sign"] == "strained").equals(share <= 1 / 3)
    assert (table["sign"] == "neutral").equals(share.isna())
    figure, words = network(study, "en")
    assert "Shown are the most often named: 18 of" in words.caption
    lines = figure.axes[0].collections[0]
    assert len(lines.get_paths()) == len(table) == len(lines.get_linewidths())
    dashes = {str(dash) for _, dash in lines.get_linestyles()}
    assert len(dashes) >= table["sign"].nunique() and max(lines.get_linewidths()) == 4.0


def test_a_network_of_one_tie_is_drawn(article):
    one = select(article, relations=["assault"])
    figure, words = network(one, "en")
    assert "2 actors and 1 sector with 2 ties" in words.alt
    assert isinstance(figure, Figure)


def test_a_word_of_two_hundred_letters_is_broken():
    assert max(map(len, wrap("x" * 200).splitlines())) == 26
    assert wrap("a" * 40) == "a" * 40


def test_names_of_two_hundred_letters_are_wrapped():
    assert max(map(len, wrap("organization " * 16).splitlines())) <= 26


def test_tables_count_each_statement_once(study):
    total = len(study.statements)
    assert charts.balance.tally(study, "en")["total"].sum() == total
    assert charts.words_and_deeds.tally(study, "en")["total"].sum() == total
    years = charts.coverage.tally(study, "en").query("dimension == 'year'")
    assert years["statements"].sum() == total
    voices = charts.voices.tally(study, "en").query("dimension == 'kind'")
    assert voices["statements"].sum() == len(bilateral(study).statements)
    first = charts.sequence.tally(study, "en")
    assert len(first) == study.statements["document_id"].value_counts().max()


def test_charts_leave_the_callers_settings_alone(study):
    before = {name: value for name, value in mpl.rcParams.items() if name != "backend"}
    network(study, "en")
    assert {name: mpl.rcParams[name] for name in before} == before


def test_the_matrix_and_the_drawing_hold_the_same_ties(study):
    ties = graph(study)
    drawn = charts.network.tally(ties, "en").set_index(["row", "column"])["weight"]
    table = charts.heatmap.tally(ties, "en").set_index(["row", "column"])["weight"]
    pd.testing.assert_series_equal(drawn.sort_index(), table.sort_index())
    assert nx.number_of_nodes(ties) == len(
        set(drawn.index.get_level_values(0)) | set(drawn.index.get_level_values(1))
    )


@pytest.mark.parametrize("target", TARGETS)
def test_charts_are_drawn_in_the_size_of_a_target(article, target):
    table = charts.balance.tally(article, "kk").head(6)
    with drawn_for(target) as page:
        figure = charts.balance.draw(table, "kk")
    asked = TARGETS[target]
    assert figure.get_figwidth() * 25.4 == pytest.approx(page.width) and fits(asked, page.width)
    assert {text.get_fontsize() for text in shown(figure)} == {asked.text}
    assert illegible(figure, asked.least, asked.most) == []
    house = charts.balance.draw(table, "kk")  # again as before
    assert house.get_figwidth() * 25.4 == pytest.approx(WIDTH)
    assert figure.get_figheight() / house.get_figheight() == pytest.approx(asked.text / 8)


def test_a_width_that_a_target_does_not_take_is_refused():
    with pytest.raises(InputError, match=r"width: 120\.0 mm; nature takes 89 or 183 mm"):
        drawn_for("nature", 120).__enter__()
    with pytest.raises(InputError, match="target: 'cell'; expected one of: nature, science"):
        drawn_for("cell").__enter__()


def test_a_page_too_small_for_the_picture_is_refused_in_words(study):
    with drawn_for("science", 57), pytest.raises(InputError) as raised:
        CHARTS["coverage"](study, "fr")
    told = "width: 57 mm; the names leave no room for the picture"
    assert raised.value.problems == [told]
    with drawn_for("nature"), pytest.raises(InputError, match="nature takes at most 170 mm"):
        network(study, "fr")


def test_lines_and_marks_keep_their_size_beside_text(study):
    indicators = ("goods_trade_turnover", "goods_trade_turnover_promised")
    table = charts.promises.tally(study, *indicators, "en")
    house = charts.promises.draw(table, "en")
    with drawn_for("slide"):
        slide = charts.promises.draw(table, "en")
    for one, other in zip(house.axes[0].lines, slide.axes[0].lines, strict=True):
        assert other.get_linewidth() == pytest.approx(one.get_linewidth() * 18 / 8)
        assert other.get_markersize() == pytest.approx(one.get_markersize() * 18 / 8)
    spread = [figure.axes[0].collections[0].get_linewidth() for figure in (house, slide)]
    assert spread[1] == pytest.approx(spread[0] * 18 / 8)
