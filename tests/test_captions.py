import re

from hypothesis import given
from hypothesis import strategies as st

from analysis.publish.captions import LATEX, as_latex, as_markdown, latex, markdown
from analysis.publish.words import Words

WORDS = Words("kk", "Oil & gas_1", "100 % of {x} #2: мұнай → Ресей, 1\u202f234.", "A ~ map, ^ up")


@given(st.text(st.sampled_from([*LATEX, "ү", "a", "1"])))
def test_nothing_is_left_that_latex_reads_as_a_command(text):
    source = latex(text)
    escaped = re.sub(r"\\(text[a-z]+\{\}|[{}$&#%_,])|\{\[\}|\{\]\}", "", source)
    assert not set(escaped) & set("\\{}$&#%_^\u00a0\u202f")
    assert source.count("ү") == text.count("ү")


def test_a_figure_of_latex_names_its_file_and_keeps_cyrillic():
    told = as_latex("network", WORDS)
    assert (
        r"\includegraphics[alt={A \textasciitilde{} map, \textasciicircum{} up}]{network}" in told
    )
    assert r"\textbf{Oil \& gas\_1.} 100 \% of \{x\} \#2: мұнай \textrightarrow{} Ресей" in told
    assert r"1\,234" in told and r"\label{fig:network}" in told


def test_a_caption_of_markdown_stands_under_its_picture():
    told = as_markdown(WORDS._replace(caption="a*b* [c](d)"), "network.svg")
    assert told == "![A \\~ map, ^ up](network.svg)\n\n**Oil \\& gas\\_1.** a\\*b\\* \\[c\\](d)\n"
    assert as_markdown(WORDS, None).startswith("**Oil")


def test_a_path_of_windows_is_markdown_text():
    assert markdown("a\\b") == "a\\\\b"
