import csv

import numpy as np
import pandas as pd
import pytest
from readers import read_dl

from analysis.errors import InputError
from analysis.exchange import export_matrix
from analysis.networks.matrices import ONE_MODE_NORMALIZATION, one_mode, two_mode

ODD = pd.DataFrame(
    [[1 / 3, 1e-320], [-0.1, 2**53 + 2.0], [0.0, 1e300]], ["c, d", "NA", "=e"], ["x y", "001"]
)


@pytest.mark.parametrize("normalization", ONE_MODE_NORMALIZATION)
@pytest.mark.parametrize("ending", ["csv", "dl"])
def test_one_mode_matrices_are_read_back_equal(study, tmp_path, normalization, ending):
    matrix = one_mode(study.statements, scale=study.scale, normalization=normalization)
    path = export_matrix(matrix, tmp_path / "deep" / f"m.{ending}")
    if ending == "dl":
        back = read_dl(path.read_text(encoding="utf-8"))[""]
    else:
        back = pd.read_csv(path, index_col="actor", dtype=str, keep_default_na=False).map(float)
    pd.testing.assert_frame_equal(back, matrix, check_exact=True, check_names=False)


def test_a_two_mode_matrix_says_nr_and_nc(study, tmp_path):
    matrix = two_mode(study.statements, normalization="activity")
    path = export_matrix(matrix, tmp_path / "m.dl")
    assert path.read_text().startswith(f"dl nr={len(matrix)} nc={len(matrix.columns)} format=")
    back = read_dl(path.read_text())[""]
    pd.testing.assert_frame_equal(back, matrix, check_exact=True, check_names=False)


def test_odd_ids_and_numbers_as_csv(tmp_path):
    with export_matrix(ODD, tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == ["id", "x y", "001"] and [line[0] for line in lines] == list(ODD.index)
    np.testing.assert_array_equal([list(map(float, line[1:])) for line in lines], ODD)


def test_odd_ids_and_numbers_as_dl(tmp_path):
    back = read_dl(export_matrix(ODD, tmp_path / "m.dl").read_text())[""]
    pd.testing.assert_frame_equal(back, ODD, check_exact=True)


def test_counts_stay_whole_numbers(tmp_path):
    counts = pd.DataFrame([[3, 0]], ["a"], ["x", "y"])
    assert export_matrix(counts, tmp_path / "m.csv").read_text() == "id,x,y\na,3,0\n"
    assert export_matrix(counts, tmp_path / "m.dl").read_text().endswith("data:\n3 0\n")


@pytest.mark.parametrize(
    ("ending", "expected"),
    [("csv", "actor\n"), ("dl", "dl n=0 format=fullmatrix\nlabels:\n\ndata:\n")],
)
def test_an_empty_matrix_is_a_file_without_cells(study, tmp_path, ending, expected):
    empty = two_mode(study.statements[:0])
    assert export_matrix(empty, tmp_path / f"m.{ending}").read_text() == expected


@pytest.mark.parametrize("ending", ["csv", "dl"])
@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (
            pd.DataFrame([[1.0], [2.0]], ["a", "a"], ["x"]),
            "matrix: 'a' more than once in the rows; expected each id once",
        ),
        (
            pd.DataFrame([[1.0, 2.0]], ["a"], ["x", "x"]),
            "matrix: 'x' more than once in the columns; expected each id once",
        ),
        (
            pd.DataFrame([[1.0, np.nan], [np.inf, 1.0]], list("ab"), list("xy")),
            "matrix: 2 cells are no finite numbers, first nan in row 'a', column 'y'; expected "
            "numbers",
        ),
        (pd.DataFrame([["1"]], ["a"], ["x"]), "matrix: column 'x' holds str; expected numbers"),
        (
            pd.DataFrame([[1.0]], ["a\x03"], ["x"]),
            r"matrix: rows: 'a\x03' holds the control character '\x03'; expected text without",
        ),
    ],
)
def test_what_is_no_matrix_is_told(matrix, expected, ending, tmp_path):
    with pytest.raises(InputError) as raised:
        export_matrix(matrix, tmp_path / f"m.{ending}")
    assert str(raised.value) == expected and not list(tmp_path.iterdir())


def test_an_unknown_ending_is_told(tmp_path):
    with pytest.raises(InputError, match=r"^m\.gexf: ending '\.gexf'; expected one of: csv, dl$"):
        export_matrix(ODD, tmp_path / "m.gexf")
