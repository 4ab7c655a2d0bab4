"""What is checked of a study before a kernel starts."""

import pandas as pd

import analysis
from analysis.commands.checked import _unwritten
from analysis.publish.fonts import unwritable
from analysis.study.load import Study

TOTO = "\U0001e290\U0001e291"  # of a script of 2021, which hardly a font has


def of(*actors: str) -> Study:
    rows = [{"actor": actor, "sector": "Oil"} for actor in actors]
    return analysis.study_from(pd.DataFrame(rows))


def test_a_script_without_a_font_is_told_once():
    told = [*_unwritten(of(TOTO, TOTO, "Rat"), "en")]
    assert bool(told) is bool(unwritable(TOTO))
    assert all(line.startswith("names of ") and "script Toto" in line for line in told)


def test_a_rare_name_keeps_no_notebook_from_running():
    assert not [*_unwritten(of(TOTO, "Rat", "Rat"), "en")]
    assert not [*_unwritten(of("Öl", "Нефть"), "en")]
    assert not [*_unwritten(of(TOTO), "no language")]  # of which another line tells
