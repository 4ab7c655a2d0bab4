"""What the page shows without a kernel: made beforehand, or found by itself as the library does."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from analysis import study_from
from analysis.explorer import bundle, standalone
from analysis.explorer.beforehand import DIGITS, first_choices, network_made, record_of
from analysis.explorer.chosen import Choices
from analysis.explorer.graph_source import graph_study
from analysis.explorer.sure import sure
from analysis.explorer.view import order_of, picture
from analysis.study.load import Study
from analysis.study.selection import select

node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
ASKED = """
import { readFileSync } from "node:fs";
const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = cases.map(({ picture, whole, said, choices, record, names }) => {
  const [now, always] = [[picture, choices.since], [whole, ""]].map(([drawn, year]) =>
    (said ? withSides(drawn, said[year]) : drawn));
  return askedPart(now, always, choices, record, (id) => names[id]);
});
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def studies(request) -> dict[str, Study]:
    """Studies that are drawn whole: of two states, of a debate, of other people's, of a graph."""
    study = request.getfixturevalue("study")
    spoken = pd.DataFrame(
        [
            ("2020-01-01", "Ann", "tax", 1),
            ("2020-02-01", "Bo", "tax", -1),
            ("2021-03-01", "Bo", "rent", 0),
            ("2021-04-01", "Cy", "rent", 1),
            ("2021-05-01", "Dee", "post", 1),
        ],
        columns=["day", "who", "what", "side"],
    )
    more = [("2020-03-01", "Ann", "rent", None), ("2021-06-01", "Dee", "tax", None)]
    partly = pd.concat([spoken, pd.DataFrame(more, columns=spoken.columns)], ignore_index=True)
    reading = {"actor": "who", "sector": "what", "date": "day"}
    square = nx.Graph([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("x", "y"), ("c", "d")])
    return {
        "states": select(study, documents=["D001", "D012", "D113", "D181"]),
        "debate": study_from(spoken, stance="side", **reading),
        "partly": study_from(partly, stance="side", **reading),
        "unsigned": study_from(spoken.drop(columns="side"), **reading),
        "graph": graph_study(square),
    }


def asked_of(study: Study, mode: str, told: dict) -> list[Choices]:
    """Around some nodes, to one and two steps, and paths between them; of all times, of a year."""
    first = first_choices(study)
    levels = told[first.language]
    shown = replace(first, mode=mode, aggregation=levels["states"][""]["aggregation"])
    whole = levels["states"][""]
    ids = sorted(each["id"] for each in whole["nodes"])
    ends = [ids[0], ids[len(ids) // 2], ids[-1]]
    found = [replace(shown, ego=end, steps=steps) for end in ends for steps in (1, 2)]
    found = [*found[:4], *(replace(shown, ego=ends[0], path_to=end) for end in ends[1:])]
    years = [year for year in levels["states"] if year]
    return found + [replace(each, since=years[-1], until=years[-1]) for each in found[:2] if years]


def by_page(
    study: Study, asked: list[Choices], told: dict, shared: dict, folder: Path
) -> list[dict]:
    """What the page finds of choices, of the pictures that were made for it."""
    language = asked[0].language
    levels = told[language]["states"]
    names = {each["id"]: each["name"] for each in levels[""]["nodes"]}
    cases = [
        {
            "picture": levels[each.since],
            "whole": levels[""],
            "said": shared["said"].get("states"),
            "choices": each.__dict__,
            "record": record_of(study, language),
            "names": names,
        }
        for each in asked
    ]
    given, script = folder / "cases.json", folder / "asked.mjs"
    given.write_text(json.dumps(cases), encoding="utf-8")
    module = bundle.script().replace("export default { render };\n", ASKED)
    script.write_text(module, encoding="utf-8")
    command = ["node", str(script), str(given)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.sample(1)
@node
@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("states", "two-mode"),
        ("states", "actors"),
        ("debate", "actors"),
        ("partly", "actors"),
        ("unsigned", "two-mode"),
        ("graph", "toward"),
    ],
)
def test_the_page_finds_what_the_library_finds(name, mode, studies, tmp_path):
    study = studies[name]
    told, shared = network_made(study, mode)
    asked = asked_of(study, mode, told)
    found = by_page(study, asked, told, shared, tmp_path)
    assert len(found) >= 6 and any(each["edges"] for each in found)
    order = order_of(told[asked[0].language]["states"][""])
    for choices, page in zip(asked, found, strict=True):
        own = picture(study, choices, order)
        for part in ("edges", "counts", "sectors", "years", "ego", "mode", "layout"):
            assert page[part] == own[part], (part, choices)
        at = {each["id"]: each for each in page["nodes"]}
        assert set(at) == {each["id"] for each in own["nodes"]}
        for each in own["nodes"]:
            fields = ["name", "kind", "side", "ties"]
            fields += ["x", "y"] if own["layout"] == "columns" else []
            assert {field: at[each["id"]][field] for field in fields} == {
                field: each[field] for field in fields
            }
            for field in ("weight", "size"):
                assert at[each["id"]][field] == pytest.approx(each[field], rel=1e-12)


def test_how_sure_ties_are_is_what_the_library_finds(studies):
    study = studies["states"]
    told, shared = network_made(study, "two-mode")
    edges = told["en"]["states"][""]["edges"]
    [own] = sure(study, Choices(), [edges])
    page = shared["sure"]["states"][""]
    assert own and set(page) == set(own)
    for tie, numbers in own.items():
        assert page[tie] == {
            name: round(value, DIGITS) if isinstance(value, float) else value
            for name, value in numbers.items()
        }


def test_a_page_is_in_the_language_of_its_study(studies, tmp_path):
    table = pd.DataFrame({"wer": ["Ann", "Bo"], "was": ["Rente", "Rente"]})
    study = study_from(table, actor="wer", sector="was", language="de-AT")
    text = standalone.write(study, tmp_path).read_text(encoding="utf-8")
    assert '<html lang="de" dir="ltr">' in text and 'src="./de.js"' in text
    assert "Diese Seite braucht JavaScript." in text
    assert first_choices(studies["states"]).language == "en"


def test_a_study_without_parts_is_made_at_one_level(studies):
    told, _ = network_made(studies["debate"], "two-mode")
    assert {*told["en"]} == {"states"}
    assert {*told["en"]["states"]} == {"", "2020", "2021"}


@node
def test_what_was_not_drawn_was_not_looked_at_and_that_is_told(studies, tmp_path):
    study = studies["unsigned"]
    told, shared = network_made(study, "two-mode")
    counts = told["en"]["states"][""]["counts"]
    counts["of"] += 5
    [found, *_] = by_page(study, asked_of(study, "two-mode", told), told, shared, tmp_path)
    assert found["counts"]["among"] == {"shown": counts["nodes"], "of": counts["nodes"] + 5}


def test_nodes_stand_where_they_are_from_year_to_year(studies):
    told, _ = network_made(studies["graph"], "toward")
    assert {*told["en"]["states"]} == {""}, "a graph without dates has no years"
    told, _ = network_made(studies["debate"], "actors")
    whole, *years = told["en"]["states"].values()
    places = {node["id"]: (node["x"], node["y"]) for node in whole["nodes"]}
    shown = [node for year in years for node in year["nodes"]]
    assert shown and all((node["x"], node["y"]) == places[node["id"]] for node in shown)


@node
def test_an_id_that_objects_have_already_is_one_like_others(tmp_path):
    rows = [("__proto__", "tax", 1), ("constructor", "tax", -1), ("Ann", "tax", 1)]
    spoken = pd.DataFrame(rows, columns=["who", "what", "side"])
    said = study_from(spoken, actor="who", sector="what", stance="side")
    script = tmp_path / "told.cjs"
    asked = 'console.log(JSON.stringify(Object.values(atlasShared.actors.said)[0][""]));'
    script.write_text(standalone.files(said)["actors.js"] + asked, encoding="utf-8")
    told = subprocess.run(["node", script], capture_output=True, text=True, check=True).stdout
    assert {*json.loads(told)} == {"__proto__", "constructor", "Ann"}, told
