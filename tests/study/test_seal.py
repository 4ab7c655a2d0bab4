"""A sealed study tells whether a copy is whole; a table may be edited all the same."""

import hashlib
import json
import shutil
import warnings
from pathlib import Path

import frictionless
import pytest
from tiny_study import NEEDED, set_cell, tiny_study

from analysis.__main__ import main
from analysis.errors import InputError, InputNote
from analysis.places import PACKAGE_FILE
from analysis.study.load import load_study
from analysis.study.seal import seal
from analysis.study.write import write_study


@pytest.fixture
def tiny(tmp_path) -> Path:
    return tiny_study(tmp_path / "tiny", NEEDED)


@pytest.fixture
def whole(tmp_path) -> Path:
    return tiny_study(tmp_path / "whole")


def package_of(folder: Path) -> dict:
    return json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))


def sealed(folder: Path) -> Path:
    seal(folder, load_study(folder).hashes)
    return folder


def declare(folder: Path, table: str, **values: object) -> Path:
    """Set keys of a table's resource in the data package."""
    package = package_of(folder)
    next(each for each in package["resources"] if each["name"] == table).update(values)
    (folder / PACKAGE_FILE).write_text(json.dumps(package), encoding="utf-8")
    return folder


def with_another_table(folder: Path) -> Path:
    """Declare a table that the model does not know."""
    package = package_of(folder)
    fields = [{"name": "search_id", "type": "string"}]
    more = {"name": "searches", "path": "searches.csv", "schema": {"fields": fields}}
    package["resources"].append(more)
    (folder / PACKAGE_FILE).write_text(json.dumps(package), encoding="utf-8")
    (folder / "searches.csv").write_text("search_id\nS01\n", encoding="utf-8")
    return folder


def test_a_seal_holds_hash_and_size_of_each_file_and_nothing_else_changes(tiny):
    with_another_table(tiny)
    before = package_of(tiny)
    files = {path.name: path.read_bytes() for path in tiny.glob("*.csv")}
    sealed(tiny)
    for resource in package_of(tiny)["resources"]:
        raw = files.pop(resource["path"])
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
    assert not files
    after = package_of(tiny)
    for resource in after["resources"]:
        del resource["bytes"], resource["hash"]
    assert after == before


@pytest.mark.long
def test_the_public_validator_reads_the_seal(whole):
    sealed(whole)
    assert frictionless.Package(str(whole / PACKAGE_FILE)).validate().valid
    set_cell(whole, "sectors", 2, "name_en", "Power")
    report = frictionless.Package(str(whole / PACKAGE_FILE)).validate()
    assert {error.type for task in report.tasks for error in task.errors} <= {
        "hash-count",
        "byte-count",
    }
    assert not report.valid


def test_sealing_twice_changes_nothing(tiny):
    once = (sealed(tiny) / PACKAGE_FILE).read_bytes()
    assert (sealed(tiny) / PACKAGE_FILE).read_bytes() == once


def test_an_unbroken_seal_and_none_are_silent(tiny):
    with warnings.catch_warnings(action="error", category=InputNote):
        load_study(tiny)
        load_study(sealed(tiny))


def test_edited_tables_are_noted_in_one_line_and_read(tiny):
    sealed(tiny)
    set_cell(tiny, "sectors", 2, "name_en", "Power")
    set_cell(tiny, "actors", 2, "name_en", "La France")
    expected = (
        r"actors\.csv, sectors\.csv: changed since version 0\.1\.0 was sealed; at the next "
        r"release, atlas check --seal seals anew"
    )
    with pytest.warns(InputNote, match=expected) as noted:
        study = load_study(tiny)
    assert len(noted) == 1 and "Power" in set(study.sectors["name_en"])
    seal(tiny, study.hashes)
    with warnings.catch_warnings(action="error", category=InputNote):
        load_study(tiny)


def test_a_table_beyond_the_model_is_sealed_too(tiny):
    sealed(with_another_table(tiny))
    (tiny / "searches.csv").write_text("search_id\nS02\n", encoding="utf-8")
    with pytest.warns(InputNote, match=r"^searches\.csv: changed since"):
        load_study(tiny)
    (tiny / "searches.csv").unlink()
    with pytest.warns(InputNote, match=r"^searches\.csv: changed since"):
        study = load_study(tiny)
    with pytest.raises(InputError, match=r"searches\.csv: no such file; expected what is decl"):
        seal(tiny, study.hashes)


def test_only_what_was_checked_is_sealed(tiny):
    study = load_study(tiny)
    set_cell(tiny, "sectors", 2, "name_en", "")
    before = (tiny / PACKAGE_FILE).read_bytes()
    with pytest.raises(InputError, match=r"^sectors\.csv: changed while it was sealed; expected"):
        seal(tiny, study.hashes)
    assert (tiny / PACKAGE_FILE).read_bytes() == before


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", ["", "md5:", "sha1:", "sha512:"])
def test_hashes_of_other_kinds_are_held_too(tiny, kind):
    raw = (tiny / "sectors.csv").read_bytes()
    digest = hashlib.new(kind.rstrip(":") or "md5", raw).hexdigest()
    with warnings.catch_warnings(action="error", category=InputNote):
        load_study(declare(tiny, "sectors", hash=kind + digest.upper()))
    with pytest.warns(InputNote, match=r"^sectors\.csv: changed"):
        load_study(declare(tiny, "sectors", hash=kind + "0" * len(digest)))


def test_a_size_alone_is_held(tiny):
    size = (tiny / "sectors.csv").stat().st_size
    with warnings.catch_warnings(action="error", category=InputNote):
        load_study(declare(tiny, "sectors", bytes=size))
    with pytest.warns(InputNote, match=r"^sectors\.csv: changed"):
        load_study(declare(tiny, "sectors", bytes=size + 1))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("hash", "sha256:12", "expected md5, sha1, sha256 or sha512, a colon and its hexadecimal"),
        ("hash", "sha3:" + "0" * 64, "expected md5, sha1, sha256 or sha512"),
        ("hash", "sha256:" + "g" * 64, "expected md5, sha1, sha256 or sha512"),
        ("hash", 12, "expected md5, sha1, sha256 or sha512"),
        ("bytes", -1, "expected a number of bytes"),
        ("bytes", True, "expected a number of bytes"),
        ("bytes", "12", "expected a number of bytes"),
        ("bytes", 1.5, "expected a number of bytes"),
    ],
)
def test_what_is_no_seal_is_told(tiny, key, value, expected):
    with pytest.raises(InputError) as raised:
        load_study(declare(tiny, "sectors", **{key: value}))
    [told] = raised.value.problems
    assert told.startswith("datapackage.json: resources[sectors]") and expected in told


def test_a_study_written_anew_has_no_old_seal_and_all_its_tables(tiny, tmp_path):
    sealed(with_another_table(tiny))
    copy = write_study(load_study(tiny), tmp_path / "copy")
    for resource in package_of(copy)["resources"]:
        assert {"hash", "bytes"}.isdisjoint(resource)
    assert (copy / "searches.csv").read_bytes() == (tiny / "searches.csv").read_bytes()


@pytest.mark.filterwarnings("always::analysis.errors.InputNote")
def test_check_seals_when_asked(tiny, capsys):
    assert main(["check", str(tiny)]) == 0
    assert "hash" not in package_of(tiny)["resources"][0]
    assert main(["check", str(tiny), "--seal"]) == 0
    assert f"{tiny / PACKAGE_FILE}: 5 files sealed as version 0.1.0" in capsys.readouterr().out
    set_cell(tiny, "sectors", 2, "name_en", "Power")
    assert main(["check", str(tiny)]) == 0
    assert "note: sectors.csv: changed since version 0.1.0" in capsys.readouterr().err


def test_a_study_with_a_problem_is_not_sealed(tiny, capsys):
    set_cell(tiny, "statements", 2, "actor", "nobody")
    before = (tiny / PACKAGE_FILE).read_bytes()
    assert main(["check", str(tiny), "--seal"]) == 1
    assert (tiny / PACKAGE_FILE).read_bytes() == before
    assert "nobody" in capsys.readouterr().err


def test_the_study_that_comes_with_the_package_is_not_sealed(tiny, capsys, monkeypatch):
    from analysis.commands import studies

    monkeypatch.setattr(studies, "comes_with_the_package", lambda folder: True)
    assert main(["check", str(tiny), "--seal"]) == 1
    assert "it comes with the package, and nothing is written there" in capsys.readouterr().err


def told_by(folder: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        load_study(folder)
    return raised.value.problems


def test_a_figure_has_an_id_of_its_own(whole):
    assert next(iter(load_study(whole).indicators)) == "indicator_id"
    twice = Path(shutil.copytree(whole, whole.parent / "twice"))
    set_cell(twice, "indicators", 4, "indicator_id", "D001-f01")
    assert told_by(twice) == [
        "indicators.csv, row 4, field indicator_id: 'D001-f01' stands in row 3 too; expected each "
        "value once"
    ]
    set_cell(whole, "indicators", 4, "indicator_id", "D000-f02")
    assert told_by(whole) == [
        "indicators.csv, row 4, field indicator_id: 'D000-f02' is of another document than "
        "'D001'; expected its id and a number"
    ]


def test_figures_without_ids_are_none_the_worse(whole):
    for row in (2, 3, 4):
        set_cell(whole, "indicators", row, "indicator_id", "")
    assert load_study(whole).indicators["indicator_id"].isna().all()


def test_a_page_is_read_when_it_is_published_or_later(tiny):
    set_cell(tiny, "documents", 2, "accessed", "2021-03-03")
    assert told_by(tiny) == [
        "documents.csv, row 2, field accessed: '2021-03-03' is before it was published; expected "
        "2021-03-04, its date, or a later day"
    ]
    set_cell(tiny, "documents", 2, "date_basis", "event")  # an invitation is read before the feast
    assert str(load_study(tiny).documents["accessed"].iloc[0].date()) == "2021-03-03"


@pytest.mark.parametrize(
    ("field", "value"), [("accessed", "yesterday"), ("archive_url", "ftp://example.org")]
)
def test_when_and_where_a_copy_was_seen_have_a_form(tiny, field, value):
    set_cell(tiny, "documents", 2, field, value)
    [told] = told_by(tiny)
    assert told.startswith(f"documents.csv, row 2, field {field}: '{value}'")
