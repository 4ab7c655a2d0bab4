"""What stands for the explorer where no kernel answers: its picture and caption."""

from html import escape

from analysis.charts.chart import Chart, picture_of

WIDGET = "application/vnd.jupyter.widget-view+json"
RULES = """
body:has(.atlas[data-still="{id}"]) .jp-OutputArea-child:has(#atlas-still-{id}),
body:has(.atlas[data-still="{id}"]) #atlas-still-{id},
.jp-OutputArea-child:not(:has(.atlas)):has(+ .jp-OutputArea-child #atlas-still-{id}) {
  display: none;
}
#atlas-still-{id} { margin: 0; }
#atlas-still-{id} img { max-width: 100%; background: #fff; }
"""
"""Either the page or the still picture is shown, and no word of a widget that is not there."""


def still_forms(chart: Chart, model: str) -> dict[str, object]:
    """Return a chart in the forms of a notebook's output, given the id of the widget's model."""
    words, picture = chart.words, picture_of(chart.draw())
    lines = [
        f'<figure id="atlas-still-{model}" lang="{words.language}">',
        f'<img alt="{escape(words.alt)}" src="data:image/png;base64,{picture}">',
        f"<figcaption>{escape(chart.caption)}</figcaption>",
        "</figure>",
        f"<style>{RULES.replace('{id}', model)}</style>",
    ]
    return {"text/html": "\n".join(lines), "image/png": picture, "text/plain": words.alt}
