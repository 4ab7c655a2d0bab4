"""What is checked of a study before a kernel starts."""

import pandas as pd
import pytest
from small_notebooks import notebook

import analysis
from analysis.commands.checked import _unwritten, runnable
from analysis.errors import InputError
from analysis.publish.fonts import unwritable
from analysis.runs.jobs import plan
from analysis.study.load import Study
from analysis.study.write import write_study

TOTO = "\U0001e290\U0001e291"  # of a script of 2021, which hardly a font has


def of(*actors: str) -> Study:
    rows = [{"actor": actor, "sector": "Oil"} for actor in actors]
    return analysis.study_from(pd.DataFrame(rows))


def test_a_script_without_a_font_is_told_once():
    told = [*_unwritten(of(TOTO, TOTO, "Rat"), "en")]
    assert bool(told) is bool(unwritable(TOTO))
    assert all(line.startswith("names of ") and "script Toto" in line for line in told)


@pytest.mark.skipif(not unwritable(TOTO), reason="this machine has a font of that script")
def test_notebooks_of_a_study_that_no_font_writes_are_refused_once(tmp_path):
    folder = write_study(of(TOTO), tmp_path / "toto")
    told = f"study: str = {str(folder)!r}\nlanguage: str = 'en'"
    books = [notebook(tmp_path / f"{number}.ipynb", parameters=told) for number in (1, 2)]
    with pytest.raises(InputError) as raised:
        runnable(plan(books, {}, tmp_path / "out"))
    [line] = raised.value.problems
    assert line.startswith("names of ") and "script Toto" in line


def test_a_rare_name_keeps_no_notebook_from_running():
    assert not [*_unwritten(of(TOTO, "Rat", "Rat"), "en")]
    assert not [*_unwritten(of("Öl", "Нефть"), "en")]
    assert not [*_unwritten(of(TOTO), "no language")]  # of which another line tells
