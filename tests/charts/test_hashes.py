"""No figure changes a byte unless a commit says which and why."""

import pytest
from figure_hashes import drawn, kept


@pytest.mark.long
def test_every_figure_in_every_language_has_its_bytes(tmp_path):
    keys = ["figure", "language", "format"]
    made, right = (table.set_index(keys)["sha256"] for table in (drawn(tmp_path), kept()))
    assert sorted(made.index) == sorted(right.index)
    changed = right.index[made[right.index] != right]
    assert list(changed) == []
