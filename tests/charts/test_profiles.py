from odd_studies import study_of

from analysis import charts
from analysis.publish.legible import outside


def test_camps_of_long_names_stay_on_the_page(study):
    speakers = tuple(f"Association of the Herders of Region {n}" for n in range(6))
    odd = study_of(study, 90, speakers=speakers, roles={})
    chart = charts.profiles(odd, rows="speaker", draws=20)
    figure = chart.draw()
    assert outside(figure) == []
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert any("\n" in label for label in labels)
    assert " ".join(labels[0].split()) in chart.words.alt
