"""What is released is whole: sealed, each figure with an id, each page with a place for its day."""

import hashlib
import json

from analysis.places import PACKAGE_FILE


def test_every_table_is_as_it_was_sealed(study):
    package = json.loads((study.folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    for resource in package["resources"]:
        raw = (study.folder / resource["path"]).read_bytes()
        expected = "atlas check --seal seals it"
        assert resource["bytes"] == len(raw), expected
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}", expected


def test_every_figure_has_an_id_of_its_document(study):
    ids = study.indicators["indicator_id"]
    assert ids.notna().all() and ids.is_unique
    assert (ids.str.rpartition("-f")[0] == study.indicators["document_id"]).all()


def test_a_page_has_a_place_for_the_day_it_was_read_and_its_copy(study):
    assert {"accessed", "archive_url"} <= {*study.documents}
    assert set(study.documents["archive_url"].dropna()).isdisjoint(study.documents["url"])
