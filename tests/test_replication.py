"""The README for replication tells each figure, number, source and table as they are."""

import json
import re

import pytest
from replication_tables import PAGE, READ, STATEMENTS, STUDY, filled, programs

from analysis import charts
from analysis.places import PACKAGE_FILE, ROOT
from analysis.study.load import TABLES

TOLD = PAGE.read_text(encoding="utf-8")


def test_its_tables_are_as_data_and_notebooks_are():
    assert filled(TOLD) == TOLD, "python tests/replication_tables.py writes them"


def test_every_figure_and_number_has_the_function_that_makes_it():
    rows = [line.strip("| ").split(" | ") for line in programs()[2:]]
    named = {re.sub(r"figure `(.*)`", r"\1", row[0]) for row in rows if row[0].startswith("figure")}
    assert named == {path.stem for path in (ROOT / "figures").glob("*.json")}
    for row in rows:
        module, _, function = row[3].strip("`").rpartition(".")
        assert module.startswith("analysis"), row
        if module == "analysis.charts":
            assert function in charts.__all__


def test_only_tables_that_are_there_are_named():
    named = {name for read in (STATEMENTS, *READ.values()) for name in read.split(", ")}
    assert named - {"codings/"} <= {*TABLES}


def test_every_declared_table_and_source_is_listed():
    package = json.loads((STUDY / PACKAGE_FILE).read_text(encoding="utf-8"))
    for each in package["resources"]:
        assert f"| `{each['path']}` |" in TOLD
    for each in package["sources"]:
        assert f"| {each['title']} |" in TOLD


def test_a_mark_that_is_lost_is_told():
    with pytest.raises(ValueError, match="sources: 0 places; expected one"):
        filled(TOLD.replace("<!-- sources: end -->", ""))


def test_what_only_a_deposit_can_give_is_left_empty():
    section = TOLD.partition("## What only a deposit can give")[2].partition("\n## ")[0]
    assert section.count("- [ ] ") >= 8 and "- [x]" not in section


def test_the_commands_it_tells_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)`", TOLD):
        assert f"\n{target}:" in makefile, target
