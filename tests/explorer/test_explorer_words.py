import json
import re
import shutil
import subprocess

import pytest

from analysis.explorer.bundle import HERE
from analysis.explorer.chosen import MODES, Choices, plain
from analysis.explorer.options import OPTIONS
from analysis.explorer.phrases import BLANKS, words
from analysis.labels import counter
from analysis.locale import languages
from analysis.networks.repeats import DUPLICATES

BLANK = re.compile(r"\{(\w*)\}")


@pytest.mark.parametrize("language", languages())
def test_the_page_has_its_words_in_each_language(language):
    told, english = words(language), words("en")
    assert list(told) == list(english) and all(told.values())
    for key, text in told.items():
        expected = english[key]["other"] if isinstance(text, dict) else english[key]
        for form in text.values() if isinstance(text, dict) else [text]:
            assert sorted(BLANK.findall(form)) == sorted(BLANK.findall(expected)), key
            assert set(BLANK.findall(form)) <= set(BLANKS)


NUMBERS = [0, 1, 2, 5, 11, 21, 22, 101, 112]
SCRIPT = """
const { count } = await import(process.argv[1]);
const { words, keys, numbers } = JSON.parse(process.argv[2]);
const said = (key) => numbers.map((each) => count(words, key, each, { shown: "{shown}" }));
console.log(JSON.stringify(keys.map(said)));
"""


@pytest.mark.parametrize("language", languages())
def test_the_page_chooses_the_plural_that_print_chooses(language):
    """What a browser's engine makes of the forms is what `counter` makes of the catalogue."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node")
    told = words(language)
    keys = [key for key, text in told.items() if isinstance(text, dict)]
    given = json.dumps({"words": told, "keys": keys, "numbers": NUMBERS})
    script = HERE / "static" / "dom.js"
    command = [node, "--input-type=module", "--eval", SCRIPT, script.as_uri(), given]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    english, n = words("en"), counter(language)
    for key, texts in zip(keys, found, strict=True):
        one, many = english[key]["one"], english[key]["other"]
        assert texts == [n(one, many, number, shown="{shown}") for number in NUMBERS], key


def test_each_choice_and_option_has_a_word():
    told = words("en")
    assert set(plain(Choices())) <= set(told)
    for choice in ("quality", "duplicates", "mode", "layout", "size", "normalization"):
        offered = (OPTIONS | {"duplicates": DUPLICATES})[choice]
        assert {f"{choice}_{option}" for option in offered} <= set(told)
    widths = {"two-mode": "aggregation_two-mode", "actors": "aggregation", "sectors": "aggregation"}
    for mode, begins in widths.items():
        assert {f"{begins}_{width}" for width in MODES[mode]} <= set(told)
