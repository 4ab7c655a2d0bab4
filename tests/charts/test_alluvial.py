from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle

from analysis.charts.figures.alluvial import describe, draw, tally
from analysis.charts.style import drawn_for
from analysis.indicators.series import series
from analysis.labels import LANGUAGES
from analysis.publish import save
from analysis.publish.legible import illegible, shown

WAYS = ("oil_exports_by_route", "oil_exports", "oil_transit")


@pytest.fixture(scope="module")
def table(study):
    return tally(study, *WAYS, "en")


def blocks(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def told(figure):
    return [" ".join(text.get_text().split()) for text in shown(figure)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_read(study, language):
    lines = tally(study, *WAYS, language)
    figure, words = draw(lines, language), describe(lines, language)
    assert illegible(figure, least=8, most=8) == []
    assert words.language == language and words.title and words.caption and words.alt
    assert not any("nan" in text for text in told(figure))


def test_every_route_of_every_year_is_a_block_as_high_as_its_figure(table):
    found = blocks(draw(table, "en"))
    assert len(found) == len(table)
    heights = sorted(block.get_height() for block in found)
    values = sorted(table["value"])
    assert [height / values[-1] for height in heights] == pytest.approx(
        [value * heights[-1] / values[-1] ** 2 for value in values]
    )


def test_years_sums_and_shares_are_written(table):
    text = told(draw(table, "en"))
    years, sums = {"2009", "2013", "2025"}, {"45 · 66%", "45 · 62%", "75.8 · 96%", "15.4 · 23%"}
    routes = {"Caspian pipeline (CPC) 64.8", "Port of Aktau 11.1", "China 10"}
    headings = {"68.1 mn t", "Transit country: Russia", "Russian oil crossing Kazakhstan"}
    assert years | sums | routes | headings <= set(text)
    assert text.count("no figure") == 2


def test_colour_is_not_the_only_channel(table):
    looks = {(block.get_facecolor(), block.get_hatch()) for block in blocks(draw(table, "en"))}
    assert len({hatch for _, hatch in looks}) == len(looks) == 4


def test_what_the_drawing_leaves_out_the_caption_tells(table):
    assert (
        "Not named in the drawing: 2013, Orenburg gas plant\xa00.9."
        in describe(table, "en").caption
    )
    one = table[table["year"] == 2025]
    assert "Not named" not in describe(one, "en").caption


def test_a_spread_and_a_bound_are_written(table):
    high = table["high"].where(table["route"] != "cpc_pipeline", 70.0)
    bound = table["precision"].where(table["route"] != "rail", "above")
    text = told(draw(table.assign(high=high, precision=bound), "en"))
    assert "Caspian pipeline (CPC) 64.8 (64.8–70)" in text and "Rail > 4" in text


def test_one_year_is_drawn_without_ribbons(table):
    figure = draw(table[table["year"] == 2009], "en")
    assert len(figure.axes[0].patches) == len(blocks(figure)) == 6
    assert illegible(figure, least=8, most=8) == []


def test_a_study_without_such_figures_says_so(study):
    nothing = tally(replace(study, routes=study.routes.head(0)), *WAYS, "fr")
    assert nothing.empty and "course_document_id" in nothing.columns
    words = describe(nothing, "fr")
    assert words.caption == words.alt == "L’étude ne contient aucun de ces chiffres."
    assert len(told(draw(nothing, "fr"))) == 1


def test_figures_stand_as_the_series_gives_them(study, table):
    given = series(study, WAYS[0]).set_index(["period", "counterpart"])["value"]
    for line in table[(table["course"] != "back") & (table["route"] != "rest")].itertuples():
        assert line.value == given[str(line.year), line.route]


def test_it_is_saved_for_a_journal(study, tmp_path):
    with drawn_for("nature", 183):
        table = tally(study, *WAYS, "en")
        written = save(
            draw(table, "en"),
            "routes",
            tmp_path,
            table=table,
            study=study,
            words=describe(table, "en"),
            documents=table["document_id"],
            target="nature",
        )
    assert "routes.pdf" in written.files
