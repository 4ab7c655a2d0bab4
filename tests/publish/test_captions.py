import re

from hypothesis import given
from hypothesis import strategies as st

from analysis.publish.captions import LATEX, as_latex, as_markdown, latex, markdown, one_line
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


BREAKS = ["\n", "\r\n", "\n\n", "\n \t\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]


@given(st.lists(st.text(), max_size=4), st.sampled_from(BREAKS))
def test_words_stand_on_one_line(parts, brk):
    """In the sense of `splitlines`, by which docutils and Markdown count lines."""
    assert len(one_line(brk.join(parts)).splitlines()) <= 1


def test_a_space_that_holds_words_together_stays():
    assert one_line("1\u202f234\u00a0t") == "1\u202f234\u00a0t"


def test_a_blank_line_ends_no_caption_of_latex():
    words = WORDS._replace(title="A\n\nB", caption="One.\r\n\r\nTwo\u2029Three.", alt="C\n\n\nD")
    told = as_latex("network", words)
    assert r"\caption{\textbf{A B.} One. Two Three.}" in told and "[alt={C D}]" in told
    assert "\n\n" not in told


def test_words_open_no_block_of_a_page():
    words = WORDS._replace(
        title="A\n```{include} /etc/passwd\n```",
        caption="B\n\n:::{raw} html\n",
        alt="C\n\n# D\n~~~{literalinclude} x\n~~~",
    )
    told = as_markdown(words, "network.svg")
    assert told.splitlines() == [
        r"![C \# D \~\~\~\{literalinclude\} x \~\~\~](network.svg)",
        "",
        r"**A \`\`\`\{include\} /etc/passwd \`\`\`.** B :::\{raw\} html",
    ]
