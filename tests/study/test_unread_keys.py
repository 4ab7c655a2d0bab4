"""Keys that nobody reads are told once, and keys of the standard or of one's own are not."""

import json
import warnings

import pytest
from tiny_study import tiny_study

from analysis.errors import InputNote
from analysis.places import PACKAGE_FILE
from analysis.study.load import load_study
from analysis.study.new import new_study
from analysis.study.resources import model_package
from analysis.study.unread_keys import STANDARD, unread


def told(**keys: object) -> list[str]:
    return [line.removeprefix("datapackage.json: ") for line in unread({"resources": [], **keys})]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("state", "'states'"),
        ("turn", "'turns'"),
        ("Leaders", "'leaders'"),
        ("language", "'languages'"),
        ("side", "'sides'"),
        ("serie", "'series'"),
        ("turning_points", "one of: states, coders, turns, "),
    ],
)
def test_a_misspelt_key_is_told_with_the_nearest(key, expected):
    assert told(**{key: []})[0].startswith(f"{key!r} is no key that is read; expected {expected}")


def test_keys_within_are_told_with_their_place():
    field = {"name": "id", "type": "string", "constraint": {}, "constraints": {"requierd": True}}
    table = {"name": "documents", "path": "a.csv", "shema": {}, "schema": {"fields": [field]}}
    lines = told(
        series={"flow": []}, sides=[{"side": "FRA", "name": {"en": "France"}}], resources=[table]
    )
    assert lines == [
        "'flow' of series is no key that is read; expected 'flows'",
        "'name' of sides is no key that is read; expected 'names'",
        "'shema' of table 'documents' is no key that is read; expected 'schema'",
        "'constraint' of table 'documents', field 'id' is no key that is read; expected "
        "'constraints'",
        "'requierd' of table 'documents', field 'id' is no key that is read; expected 'required'",
    ]


def test_what_others_may_add_is_left_in_peace():
    own = {"x-team": 1, "dc:rights": "free", "X_lab": 1, "_note": 1}
    assert told(**own, **{key: [] for key in STANDARD if key != "resources"}) == []
    table = {"name": "documents", "path": "a.csv", "collected_by": "me"}
    assert told(resources=[table]) == []
    assert [*unread(model_package(("zh-Hans", "ar")))] == []


def test_the_first_study_and_a_new_one_have_none(study, tmp_path):
    assert [*unread(study.package)] == []
    folder = new_study("france-japan", ["FRA", "JPN"], tmp_path)
    assert [*unread(json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8")))] == []


def test_a_study_says_it_when_it_is_loaded(tmp_path):
    path = tiny_study(tmp_path / "tiny") / PACKAGE_FILE
    package = json.loads(path.read_text(encoding="utf-8"))
    package["state"] = package.pop("states")
    path.write_text(json.dumps(package), encoding="utf-8")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        load_study(path.parent)
    notes = {str(each.message) for each in caught if issubclass(each.category, InputNote)}
    assert notes == {"datapackage.json: 'state' is no key that is read; expected 'states'"}
