"""Notebooks as files: what is read though it lacks something, and what is refused, with a line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_notebooks import notebook, study

from analysis.__main__ import main
from analysis.errors import InputError
from analysis.runs.execute import store
from analysis.runs.notebook import load
from analysis.runs.parameters import read

CELL = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "a: int = 1"}


def written(folder, cells=(CELL,), **others):
    path = folder / "1.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": cells} | others), encoding="utf-8")
    return path


def test_a_cell_without_metadata_is_read_as_having_none(tmp_path):
    """Shared case notebook-cell-without-metadata."""
    bare = {"cell_type": "code", "source": ["1 +\n", " 1"]}
    path = written(tmp_path, [bare, CELL, {"cell_type": "markdown", "source": "x", "outputs": []}])
    assert [parameter.name for parameter in read(path)] == ["a"]
    cells = load(path)["cells"]
    assert cells[0] == {
        "cell_type": "code",
        "source": "1 +\n 1",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    assert cells[2] == {"cell_type": "markdown", "source": "x", "metadata": {}}


@pytest.mark.long
def test_what_other_programs_leave_out_or_add_runs(tmp_path):
    same = {"id": "same", "cell_type": "code", "source": "1 + 1"}
    path = written(tmp_path, [CELL, same, same, {"id": 3, "cell_type": "code", "source": "2"}])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert main(["run", str(path), "--output", str(tmp_path / "out")]) == 0
    cells = json.loads((tmp_path / "out/notebooks/1.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells) == 4


R = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
REFUSED = [
    ({"metadata": R}, "written for the language 'R'; expected Python"),
    ({"metadata": {"kernelspec": {"name": "ir"}}}, "written for the language 'R'"),
    ({"metadata": {"kernelspec": {"name": "julia-1.10"}}}, "written for the language 'Julia'"),
    ({"metadata": {"language_info": {"name": "julia"}}}, "written for the language 'julia'"),
    ({"metadata": [1]}, "'metadata' is no mapping"),
    ({"metadata": {"kernelspec": "python"}}, "'kernelspec' or 'language_info' is no mapping"),
    ({"nbformat": 3, "worksheets": []}, "a notebook of format 3; expected format 4: open it in"),
    ({"nbformat": 5}, "a notebook of format 5; expected format 4"),
    ({"cells": {}}, "'cells' is no list"),
    ({"cells": [CELL, 1]}, "cell 2: 1; expected a cell"),
    ({"cells": [{"cell_type": "heading", "source": ""}]}, "cell 1: of type 'heading'; expected"),
    ({"cells": [{"source": 1}]}, "cell 1: its source is no text"),
    ({"cells": [{"source": "'\ud800'"}]}, "cell 1: its source holds half a letter"),
    ({"cells": [{"source": "", "metadata": "x"}]}, "cell 1: its metadata is no mapping"),
    ({"cells": [{"source": "", "metadata": {"tags": "parameters"}}]}, "cell 1: its tags are"),
]


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_what_cannot_run_is_refused_before_anything_runs(content, message, tmp_path, capsys):
    path = written(tmp_path, **content)
    for words in (["run", str(path), "--output", str(tmp_path / "out")], ["store", str(path)]):
        assert main(words) == 1
        told = capsys.readouterr().err
        assert told.startswith("1.ipynb: ") and message in told and len(told.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "my-env", "language": "python"}},
        {"kernelspec": {"name": "x"}},
        {"language_info": {"name": "ipython"}},
        {"kernelspec": None},
    ],
)
def test_the_language_counts_and_not_the_name_of_a_kernel(metadata, tmp_path):
    assert load(written(tmp_path, metadata=metadata))["cells"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "1", "[" * 100_000, '{"cells": NaN}', "\ud800"]
)
def test_what_is_no_notebook_is_told_in_a_line(text, tmp_path):
    path = tmp_path / "1.ipynb"
    path.write_bytes(text.encode(errors="surrogatepass"))
    with pytest.raises(InputError) as error:
        read(path)
    assert len(str(error.value).splitlines()) == 1 and "1.ipynb: " in str(error.value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: int = 1\na: int = 2", "'a' is declared 2 times; expected once"),
        ("a: float = 1e999", "line 1: 'a: float = 1e309'; expected a default of type float"),
        ("a: int = 1\0", "null bytes"),
        ("a: list[int] = " + "[" * 150 + "]" * 150, "parameters cell"),
    ],
)
def test_a_parameters_cell_that_says_two_things_or_none_is_refused(source, message, tmp_path):
    with pytest.raises(InputError, match="parameters cell") as error:
        read(written(tmp_path, [CELL | {"source": source}]))
    assert message in str(error.value)


def test_one_cell_of_code_holds_the_parameters(tmp_path):
    with pytest.raises(InputError, match="2 cells are tagged 'parameters'; expected one"):
        read(written(tmp_path, [CELL, CELL]))
    with pytest.raises(InputError, match="is no code; expected code"):
        read(written(tmp_path, [CELL | {"cell_type": "markdown"}]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "code", "python", "x"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    "cells",
                    "cell_type",
                    "source",
                    "metadata",
                    "tags",
                    "id",
                    "nbformat",
                    "kernelspec",
                    "language_info",
                    "language",
                    "name",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_a_notebook_or_an_input_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("json") / "1.ipynb"
    path.write_text(json.dumps(content))
    try:
        cells = load(path)["cells"]
    except InputError as error:
        assert all("1.ipynb: " in problem for problem in error.problems)
    else:
        assert all(
            isinstance(cell["source"], str) and cell["metadata"] is not None for cell in cells
        )


def test_a_notebook_edited_while_it_is_stored_is_left_as_edited(tmp_path):
    edits = (
        "from pathlib import Path\npath = Path('1.ipynb')\npath.write_text(path.read_text() + ' ')"
    )
    path = notebook(tmp_path / "1.ipynb", edits)
    before = path.read_bytes()
    (result,) = store([path], report=len)
    assert result.status == "failed" and "changed meanwhile, and is left so" in result.message
    assert path.read_bytes() == before + b" "


def test_a_study_in_a_list_is_a_study_too(tmp_path):
    from analysis.runs.jobs import fingerprint, plan

    one, two = study(tmp_path / "one"), study(tmp_path / "two")
    declared = f"study: list[str] = {[str(one), str(two)]!r}"
    (job,) = plan([notebook(tmp_path / "1.ipynb", parameters=declared)], {}, tmp_path / "out")
    before = fingerprint(job, "")
    (two / "statements.csv").write_text("statement_id\ns1\n")
    assert fingerprint(job, "") != before
