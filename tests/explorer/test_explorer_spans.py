"""Spans of time as the page makes them, and addresses as it reads them; run by Node."""

import json
import shutil
import subprocess
from itertools import pairwise

import pytest

from analysis.explorer.bundle import HERE
from analysis.explorer.chosen import Choices
from analysis.explorer.phrases import words
from analysis.explorer.view import picture

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

SIGNS = ("friendly", "neutral", "strained")


def run(code: str, module: str, given: object):
    script = (
        f"const module = await import({json.dumps((HERE / 'static' / f'{module}.js').as_uri())});"
        "const given = JSON.parse(process.argv[1]);\n"
        f"console.log(JSON.stringify((() => {{{code}}})()));"
    )
    command = ["node", "--input-type=module", "--eval", script, json.dumps(given)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


@pytest.fixture(scope="module")
def time(study):
    told = picture(study, Choices())
    return {"years": told["years"], "months": told["months"], "turns": study.turns}


@pytest.mark.parametrize("unit", ["year", "quarter", "month", "phase"])
def test_spans_follow_each_other_without_a_gap(time, unit):
    code = "return module.binsOf(given.unit, given.time, given.words);"
    bins = run(code, "spans", {"unit": unit, "time": time, "words": words("en")})
    for one, other in pairwise(bins):
        code = "return new Date(Date.parse(given) + 86400000).toISOString().slice(0, 10);"
        if one is bins[0] or unit == "phase":
            assert run(code, "spans", one["until"]) == other["since"]
        assert one["until"] < other["since"]
    counted = sum(
        each.get(sign, 0) for each in bins for sign in ("friendly", "neutral", "strained")
    )
    source = {"year": time["years"], "phase": []}.get(unit, time["months"])
    assert counted == sum(each[sign] for each in source for sign in SIGNS)


def test_choices_are_found_among_the_spans(time):
    code = """
        const of = (unit) => module.binsOf(unit, given.time, given.words);
        const at = (unit, since, until) => module.placesOf(of(unit), { since, until });
        return [
            at("year", "2019", "2021"), at("year", "", ""), at("year", "2019-02-01", "2019-12-31"),
            at("quarter", "2014-04-01", "2014-06-30"), at("month", "2014-05", "2014-05"),
            at("phase", "", "2022-02-23"), at("phase", "2024-01-01", ""),
            at("year", "1999", "2014"),
        ];
    """
    found = run(code, "spans", {"time": time, "words": words("en")})
    assert found == [[5, 7], None, None, [1, 1], [2, 2], [0, 0], [2, 2], [0, 0]]


def test_a_leap_year_has_its_day():
    code = "return given.map(([day, last]) => module.whole(day, last));"
    found = run(code, "spans", [["2024-02", True], ["2023-02", True], ["2023", False]])
    assert found == ["2024-02-29", "2023-02-28", "2023-01-01"]
