"""What a cell prints, gathered: as nbclient gives it, in work that grows with its length alone."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_output

from analysis.runs.streams import fold, joined

OVERWRITTEN = re.compile(r".*\r(?=[^\n])")  # as nbclient says it, in time that grows as the square


def gathered(pieces):
    outputs = []
    for name, text in pieces:
        if name == "display":
            outputs.append(new_output("display_data", {"text/plain": text}))
        else:
            outputs.append(new_output("stream", name=name, text=text))
            fold(outputs)
    return joined(outputs)


PIECES = st.lists(
    st.tuples(st.sampled_from(["stdout", "stderr", "display"]), st.text("ab\r\n ", max_size=6))
)


@given(PIECES)
def test_each_stream_has_one_text_as_a_terminal_shows_it(pieces):
    outputs = gathered(pieces)
    for name in ("stdout", "stderr"):
        whole = "".join(text for stream, text in pieces if stream == name)
        texts = [output.text for output in outputs if output.get("name") == name]
        assert texts == [OVERWRITTEN.sub("", whole)] * (name in dict(pieces))
    shown = [output.data["text/plain"] for output in outputs if "data" in output]
    assert shown == [text for name, text in pieces if name == "display"]
    names = [output.get("name") for output in outputs]
    assert ("stderr", "stdout") not in list(pairwise(names))


def test_a_stream_stands_where_it_began():
    pieces = [("stdout", "a"), ("display", "1"), ("stderr", "e"), ("stdout", "b")]
    assert [output.get("text", "1") for output in gathered(pieces)] == ["ab", "1", "e"]


@pytest.mark.long
def test_pieces_are_kept_as_pieces_until_all_are_there():
    outputs = []
    for number in range(10_000):
        outputs.append(new_output("stream", name="stdout", text=f"{number}\n"))
        fold(outputs)
        assert len(outputs) == 1
    assert len(outputs[0].text) == 10_000
    assert joined(outputs)[0].text == "".join(f"{number}\n" for number in range(10_000))


def test_lines_of_millions_of_letters_are_joined():
    """The expressions that this stands for need the square of that: hours."""
    line, bar = "x" * 5_000_000, "x\r" * 2_000_000
    assert gathered([("stdout", line), ("stderr", bar)])[0].text == line
    assert gathered([("stdout", bar)])[0].text == "x\r"


def test_the_temporary_file_of_a_cell_is_named_as_such():
    told = "/tmp/ipykernel_1/22.py:3: UserWarning: no\n(/tmp/ipykernel_1/22.py:4)\n"
    assert gathered([("stderr", told)])[0].text == "<cell>:3: UserWarning: no\n<cell>:4)\n"
