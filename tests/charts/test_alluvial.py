import json
from dataclasses import replace

import pandas as pd
import pytest
from every_chart import WAYS
from matplotlib.patches import Rectangle

from analysis import charts
from analysis.indicators.series import series
from analysis.locale import languages
from analysis.publish.legible import illegible, overlaps, shown


@pytest.fixture(scope="module")
def chart(charted):
    return charted("alluvial")


@pytest.fixture(scope="module")
def table(chart):
    return chart.table


def blocks(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def told(figure):
    return [" ".join(text.get_text().split()) for text in shown(figure)]


@pytest.mark.sample(1)
@pytest.mark.parametrize("language", languages())
def test_every_text_can_be_read(charted, drawn, language):
    figure, words = drawn("alluvial", language), charted("alluvial", language).words
    assert illegible(figure, least=8, most=8) == []
    assert words.language == language and words.title and words.caption and words.alt
    assert not any("nan" in text for text in told(figure))


def test_every_route_of_every_year_is_a_block_as_high_as_its_figure(drawn, table):
    found = blocks(drawn("alluvial"))
    assert len(found) == len(table)
    heights = sorted(block.get_height() for block in found)
    values = sorted(table["value"])
    assert [height / values[-1] for height in heights] == pytest.approx(
        [value * heights[-1] / values[-1] ** 2 for value in values]
    )


def test_years_sums_and_shares_are_written(drawn):
    text = told(drawn("alluvial"))
    years, sums = {"2009", "2013", "2025"}, {"45 · 66%", "45 · 62%", "75.8 · 96%", "15.4 · 23%"}
    routes = {"Caspian pipeline (CPC) 64.8", "Port of Aktau 11.1", "China 10"}
    headings = {"68.1 mn t", "Transit country: Russia", "Russian oil crossing Kazakhstan"}
    assert years | sums | routes | headings <= set(text)
    assert text.count("no figure") == 2


def test_colour_is_not_the_only_channel(drawn):
    looks = {(block.get_facecolor(), block.get_hatch()) for block in blocks(drawn("alluvial"))}
    assert len({hatch for _, hatch in looks}) == len(looks) == 4


def test_what_the_drawing_leaves_out_the_caption_tells(chart, table):
    left_out = "Not named in the drawing: 2013, Orenburg gas plant\xa00.9."
    assert left_out in chart.words.caption
    one = replace(chart, table=table[table["year"] == 2025])
    assert "Not named" not in one.words.caption


def test_a_spread_and_a_bound_are_written(chart, table):
    high = table["high"].where(table["route"] != "cpc_pipeline", 70.0)
    bound = table["precision"].where(table["route"] != "rail", "above")
    marked = replace(chart, table=table.assign(high=high, precision=bound))
    text = told(marked.draw())
    assert "Caspian pipeline (CPC) 64.8 (64.8–70)" in text and "Rail > 4" in text


def test_one_year_is_drawn_without_ribbons(chart, table):
    figure = replace(chart, table=table[table["year"] == 2009]).draw()
    assert len(figure.axes[0].patches) == len(blocks(figure)) == 6
    assert illegible(figure, least=8, most=8) == []


def test_a_study_without_such_figures_says_so(study):
    other = study.indicators[study.indicators["indicator"] == "goods_trade_turnover"]
    nothing = charts.alluvial(replace(study, indicators=other), **WAYS, language="fr")
    assert nothing.table.empty and "course_document_id" in nothing.table.columns
    words = nothing.words
    assert words.caption == words.alt == "L’étude ne contient aucun de ces chiffres."
    assert len(told(nothing.draw())) == 1 and nothing.finding == words.caption


def test_a_study_without_routes_is_told_what_it_would_need(study):
    nothing = charts.alluvial(replace(study, routes=study.routes.head(0)), **WAYS)
    assert nothing.table.empty and nothing.finding.startswith("For this figure the study would")
    assert "routes" in nothing.finding


def test_figures_stand_as_the_series_gives_them(study, table):
    given = series(study, WAYS["indicator"]).set_index(["period", "counterpart"])["value"]
    for line in table[(table["course"] != "back") & (table["route"] != "rest")].itertuples():
        assert line.value == given[str(line.year), line.route]


@pytest.mark.long
def test_it_is_saved_for_a_journal(chart, table, tmp_path):
    saved = chart.save("routes", tmp_path, target="nature", width=183)
    assert "routes.pdf" in saved.written.files
    told = json.loads((tmp_path / "routes.json").read_text(encoding="utf-8"))
    named = {source["document_id"] for source in told["sources"]}
    assert named >= set(table["document_id"].dropna())


def test_figures_of_many_digits_keep_apart_and_one_indicator_may_tell_its_total(study):
    indicators = study.indicators.assign(value=study.indicators["value"] * 1000.5)
    many = replace(study, indicators=indicators)
    chart = charts.alluvial(many, **WAYS)
    assert overlaps(chart.draw()) == []
    parts = indicators[indicators["indicator"] == WAYS["indicator"]]
    whole = indicators[indicators["indicator"] == WAYS["total"]].assign(indicator=WAYS["indicator"])
    package = many.package | {"series": {"flows": [WAYS["indicator"]]}}
    alone = replace(many, indicators=pd.concat([parts, whole]), package=package)
    again = charts.alluvial(alone).table
    out = chart.table[chart.table["course"] != "back"]
    assert again["total"].tolist() == out["total"].tolist()
