"""Parameters of notebooks, and grids of them: what is read, and what each mistake is told."""

import json
from collections import Counter
from itertools import product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.runs.grid import grid
from analysis.runs.parameters import (
    TYPES,
    Parameter,
    check,
    fits,
    from_texts,
    parse,
    read,
    to_text,
)

CELL = """\
study: str = "kazakhstan-russia"  # a folder in data/, or a path
seed: int = 1
threshold: float = 1  # weight, at least
labels: bool = True  # draw names
sectors: list[str] = [
    "oil",  # the first of them
    "gas",
]"""


def notebook(folder, source=CELL, tags=("parameters",), name="02-network.ipynb"):
    """Write a notebook with one code cell and return its path."""
    cell = {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source, "outputs": []}
    path = folder / name
    path.write_text(json.dumps({"cells": [{"metadata": {}, "source": ["#"]}, cell]}))
    return path


def test_read_returns_name_type_default_and_comment_in_order(tmp_path):
    assert read(notebook(tmp_path)) == [
        Parameter("study", "str", "kazakhstan-russia", "a folder in data/, or a path"),
        Parameter("seed", "int", 1, ""),
        Parameter("threshold", "float", 1, "weight, at least"),
        Parameter("labels", "bool", True, "draw names"),
        Parameter("sectors", "list[str]", ["oil", "gas"], "the first of them"),
    ]


def test_read_takes_a_source_kept_as_lines(tmp_path):
    path = notebook(tmp_path, ["a: int = 1\n", "b: str = '#'  # not in the text"])
    assert [(p.name, p.comment) for p in read(path)] == [("a", ""), ("b", "not in the text")]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: int = 1\nseed = 1", "line 2: 'seed = 1'; expected 'name: type = value  # comment'"),
        ("seed: int", "line 1: 'seed: int'; expected 'name: type = value  # comment'"),
        ("import os", "line 1: 'import os'; expected 'name: type = value"),
        ("d: dict = {}", "line 1: 'd: dict = {}' has type 'dict'; expected one of: str, int"),
        ("s: list[string] = []", "has type 'list[string]'; expected 'list[str]' (nearest)"),
        ("a: int = 1 + f()", "line 1: 'a: int = 1 + f()'; expected a plain value"),
        ("a: int = True", "line 1: 'a: int = True'; expected a default of type int"),
        ("a: int = 1\n%magic", "line 2: invalid syntax"),
    ],
)
def test_read_names_notebook_line_and_expectation(tmp_path, source, message):
    with pytest.raises(InputError) as error:
        read(notebook(tmp_path, source))
    assert str(error.value).startswith("02-network.ipynb, parameters cell, line")
    assert message in str(error.value)


def test_read_tells_every_wrong_line_at_once(tmp_path):
    with pytest.raises(InputError) as error:
        read(notebook(tmp_path, "a = 1\nb: int = 2\nc: int = ''"))
    assert [p.split(": ")[0][-6:] for p in error.value.problems] == ["line 1", "line 3"]


def test_read_refuses_what_is_no_notebook_or_has_no_parameters_cell(tmp_path):
    with pytest.raises(InputError, match="no such notebook"):
        read(tmp_path / "absent.ipynb")
    with pytest.raises(InputError, match=r"02-network\.ipynb: no cell is tagged 'parameters'"):
        read(notebook(tmp_path, tags=["other"]))
    (tmp_path / "text.ipynb").write_text("a: int = 1")
    with pytest.raises(InputError, match="not a notebook of format 4"):
        read(tmp_path / "text.ipynb")


def test_check_accepts_what_is_declared(tmp_path):
    check(notebook(tmp_path), {"seed": 7, "threshold": 2, "labels": False, "sectors": []})


def test_check_tells_every_unknown_name_and_wrong_type(tmp_path):
    given = {"sead": 1, "seed": True, "threshold": "2", "sectors": ["oil", 1], "study": "x"}
    with pytest.raises(InputError) as error:
        check(notebook(tmp_path), given)
    unknown, seed, threshold, sectors = error.value.problems
    assert "no parameter is named 'sead'; expected 'seed' (nearest)" in unknown
    assert seed == "02-network.ipynb: parameter 'seed' is True, of type bool; expected int"
    assert "parameter 'threshold' is '2', of type str; expected float" in threshold
    assert "parameter 'sectors' is ['oil', 1], of type list; expected list[str]" in sectors


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("2022", "str", "2022"),
        ("-3", "int", -3),
        ("3", "float", 3.0),
        ("5e-2", "float", 0.05),
        ("false", "bool", False),
        ("", "list[str]", []),
        ("oil, gas", "list[str]", ["oil", "gas"]),
        ('"oil, crude",gas', "list[str]", ["oil, crude", "gas"]),
        ("1,2", "list[float]", [1.0, 2.0]),
        ('" oil ", gas ', "list[str]", [" oil ", "gas"]),
        ("oil,,gas", "list[str]", ["oil", "", "gas"]),
        ("oil\ngas,food", "list[str]", ["oil\ngas", "food"]),
        ('"a ""b"""', "list[str]", ['a "b"']),
    ],
)
def test_parse_reads_a_text_as_its_type(text, type, value):
    result = parse(text, type)
    assert result == value
    assert repr(result) == repr(value)


def test_a_list_whose_quote_is_not_closed_is_told():
    with pytest.raises(InputError, match="has a quote that is not closed; expected"):
        parse(' "oil, gas', "list[str]")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_a_number_that_no_command_can_say_is_no_float(value, tmp_path):
    assert not fits(value, "float") and not fits([value], "list[float]")


@pytest.mark.parametrize("value", ["a\0b", "\ud800"])
def test_a_text_that_no_command_can_hold_is_told(value, tmp_path):
    with pytest.raises(InputError, match="expected text that a command line can hold"):
        check(notebook(tmp_path), {"study": value})


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("seven", "int"),
        ("7.0", "int"),
        ("True", "int"),
        ("True", "bool"),
        ("1", "bool"),
        ("nan", "float"),
        ("'1'", "float"),
        ("1,x", "list[int]"),
        ("9" * 400, "float"),
    ],
)
def test_parse_refuses_a_text_of_another_type(text, type):
    with pytest.raises(InputError, match=r"is not .*; expected"):
        parse(text, type)


WORDS = st.text(st.characters(codec="utf-8"))
VALUES = {
    "str": st.text(),
    "int": st.integers(),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "list[str]": st.lists(WORDS),
    "list[int]": st.lists(st.integers()),
    "list[float]": st.lists(st.floats(allow_nan=False, allow_infinity=False)),
}


@given(st.sampled_from(TYPES).flatmap(lambda type: st.tuples(st.just(type), VALUES[type])))
def test_parse_reads_back_what_to_text_writes(case):
    type, value = case
    assert parse(to_text(value), type) == value


@given(st.text(), st.sampled_from(TYPES))
def test_parse_gives_a_value_of_the_type_or_an_input_error(text, type):
    try:
        assert fits(parse(text, type), type)
    except InputError as error:
        assert "expected" in str(error)


def test_from_texts_types_each_name_as_the_notebooks_declare_it(tmp_path):
    first = notebook(tmp_path, "seed: int = 1", name="1.ipynb")
    second = notebook(tmp_path, "langs: list[str] = []", name="2.ipynb")
    texts = [("seed", "7"), ("langs", "en,fr")]
    assert from_texts([first, second], texts) == {"seed": 7, "langs": ["en", "fr"]}


def test_from_texts_tells_every_mistake(tmp_path):
    texts = [("sed", "1"), ("labels", "yes"), ("seed", "1"), ("seed", "2")]
    with pytest.raises(InputError) as error:
        from_texts([notebook(tmp_path)], texts)
    assert error.value.problems[1:] == [
        "parameter 'labels': 'yes' is not bool; expected true or false",
        "parameter 'seed' is given twice; expected once",
    ]
    assert "expected 'seed' (nearest)" in error.value.problems[0]


def written(folder, text):
    path = folder / "grid.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_grid_multiplies_named_points_by_values(tmp_path):
    text = """
    period:
      before: {until: 2022-02-23}
      Après 2022: {since: 2022-02-24, until: 2024-11-27}
    language: [en, fr]
    """
    before, after = {"until": "2022-02-23"}, {"since": "2022-02-24", "until": "2024-11-27"}
    assert grid(written(tmp_path, text)) == [
        ("before/en", before | {"language": "en"}),
        ("before/fr", before | {"language": "fr"}),
        ("Après-2022/en", after | {"language": "en"}),
        ("Après-2022/fr", after | {"language": "fr"}),
    ]


def test_grid_takes_lists_numbers_and_truth_values(tmp_path):
    points = grid(
        written(tmp_path, "sectors: [[oil, gas], [food]]\nlabels: [true]\nw: [-1, 0.5, 1]")
    )
    assert [label for label, _ in points][:4] == [
        "oil-gas/true/-1",
        "oil-gas/true/0.5",
        "oil-gas/true/1",
        "food/true/-1",
    ]
    assert points[0][1] == {"sectors": ["oil", "gas"], "labels": True, "w": -1}


LAUGHS = "a: &l0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"b{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "grid.yml: expected axes, such as 'language: [en, fr]'"),
        ("- a\n- b", "grid.yml: expected axes"),
        ("language: en", "axis 'language' is 'en'; expected a list of values or a mapping"),
        ("language: []", "axis 'language' is empty"),
        ("language: [null]", "axis 'language': None; expected a text, number"),
        ("language: [{a: 1}]", "axis 'language': {'a': 1}; expected a text, number"),
        ("period: {before: 2022}", "axis 'period', 'before' is 2022; expected 'parameter: value'"),
        ("period: {before: }", "axis 'period', 'before' is None; expected 'parameter: value'"),
        ("language: [en, EN]", "axis 'language': two points have the label 'en'"),
        ("language: [a/b, a b]", "axis 'language': two points have the label 'a-b'"),
        ("since: ['', 2022]", "axis 'since': {'since': ''} makes no folder name"),
        ("since: [..]", "axis 'since': {'since': '..'} makes no folder name"),
        (f"s: [{'x' * 200}]", "makes no folder name; expected 'label: "),
        ("p: {a: {x: 1}, a: {x: 2}}", "grid.yml, line 1: 'a' is given twice"),
        ("a: [1]\nb: [2]\na: [3]", "grid.yml, line 3: 'a' is given twice"),
        ("p: {a: {x: 1}}\nx: [2]", "parameter 'x' is set by two axes"),
        ("a: [1]\nb: [2", "grid.yml, line 2: "),
        ("a: [2024-13-45]", "grid.yml: month must be in 1..12"),
        ("a: &a [*a]", "grid.yml, line 1: nested too deeply, or an alias within itself"),
        ("&x {a: {b: *x}}", "nested too deeply, or an alias within itself"),
        (f"a: {'[' * 3000}", "grid.yml: nested too deeply; expected a grid"),
        ("a: [[[[[[[[1]]]]]]]]", "grid.yml, line 1: nested too deeply"),
        (LAUGHS, "grid.yml: more than 50000 values, aliases counted"),
        ("a: [" + "x, " * 70_000 + "]", "grid.yml: longer than 200000 bytes"),
        (
            f"a: {[*range(200)]}\nb: {[*range(200)]}",
            "grid.yml: 40000 points; expected at most 10000",
        ),
        ("a: [!!python/object/apply:os.getcwd []]", "could not determine a constructor"),
        ("a: !!bool maybe", "a value does not fit its tag"),
        ("a: !!timestamp soon", "a value does not fit its tag"),
        (f"a: [!!int 0x{'f' * 6000}]", "a number of more than 300 digits"),
        ("? [a, b]\n: [1]", "found unhashable key"),
        ("~: [1]", "axis None; expected the name of a parameter"),
        ("1: [a]", "axis 1; expected the name of a parameter"),
        ("a: {~: {x: 1}}", "axis 'a', label None; expected a text, a number or a day"),
        ("a: {b: {1: x}}", "axis 'a', 'b': 1; expected the name of a parameter"),
        ("a: {b: {x: {y: 1}}}", "'x' is {'y': 1}; expected a text, number"),
        ("a: [" + "\U00020000" * 120 + "]", "makes no folder name"),
        ("a: [é, e\u0301]", "two points have the label"),
    ],
)
def test_grid_tells_each_mistake(tmp_path, text, message):
    with pytest.raises(InputError) as error:
        grid(written(tmp_path, text))
    assert message in str(error.value)


def test_grid_refuses_a_missing_or_misencoded_file(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        grid(tmp_path / "absent.yml")
    (tmp_path / "grid.yml").write_bytes("langue: [français]".encode("latin-1"))
    with pytest.raises(InputError, match=r"grid.yml: .*; expected YAML in UTF-8"):
        grid(tmp_path / "grid.yml")


def test_grid_reads_plain_words_as_they_are_written(tmp_path):
    """YAML 1.1 would make of them false, true, 8, 1000, 90, 31 and a day; of 1e-3 a text."""
    text = "a: [no, on, 010, 1_000, 1:30, 0x1F, 2022-2-3, 1e-3, 1., 'true', false]"
    values = [point["a"] for _, point in grid(written(tmp_path, text))]
    assert values == [
        "no",
        "on",
        "010",
        "1_000",
        "1:30",
        "0x1F",
        "2022-2-3",
        0.001,
        1.0,
        "true",
        False,
    ]


def test_grid_takes_what_points_share(tmp_path):
    text = "period:\n  before: &all {until: 2022-02-23, n: 1}\n  after: {<<: *all, n: 2}"
    assert grid(written(tmp_path, text))[1] == ("after", {"until": "2022-02-23", "n": 2})


@given(st.text("&*ab[]{}:,<!? \n-'\"01~", max_size=30) | st.binary(max_size=20))
def test_grid_gives_points_or_an_input_error_whatever_the_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("grid") / "grid.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        points = grid(path)
    except InputError as error:
        assert all("grid.yml" in problem for problem in error.problems)
    else:
        assert len({label for label, _ in points}) == len(points)


AXES = st.dictionaries(st.sampled_from("abcd"), st.sets(st.integers(), min_size=1, max_size=4))


@given(AXES.filter(bool))
def test_grid_has_a_point_of_its_own_for_every_combination(tmp_path_factory, axes):
    path = tmp_path_factory.mktemp("grid") / "grid.yml"
    path.write_text(yaml.safe_dump({name: list(values) for name, values in axes.items()}))
    points = grid(path)
    assert len({label for label, _ in points}) == len(points)
    values = Counter(tuple(point[name] for name in axes) for _, point in points)
    assert values == Counter(product(*axes.values()))
