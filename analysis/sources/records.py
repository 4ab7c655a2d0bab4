"""Other people's files by whatever door, as statements with what is told of their documents."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.errors import InputError, Problem, one_of, problem, tell
from analysis.sources.coded import coded_statements, is_matrix, missing_columns, roles_of
from analysis.sources.dna_record import read_dna_record
from analysis.sources.dna_server import is_address
from analysis.sources.dna_server import name_of as name_of_base
from analysis.sources.incidence import read_incidence
from analysis.sources.meanings import sided
from analysis.sources.qdpx import read_coded_passages
from analysis.tables.columns import NA
from analysis.tables.raw import as_text
from analysis.tables.sheets import ENDINGS, Table, name_of, one_line, table_cells

Source = pd.DataFrame | str | Path

STATEMENT = (
    "statement_id",
    "document",
    "locator",
    "date",
    "speaker",
    "actor",
    "target",
    "sector",
    "relation",
    "stance",
    "paraphrase",
    "coder",
)
NEEDED = ("actor", "sector")
OF_DOCUMENT = ("title", "publisher", "url", "family")
FIELDS = (*STATEMENT, *OF_DOCUMENT, "part_of")
"""What a source can tell of a statement, of its document and of its actor."""

OPTIONS = {
    "coded": ("values", "split", "date_format", "sheet", "encoding"),
    "incidence": ("cells", "sheet", "encoding"),
    "dna": ("statement_type",),
    "qdpx": ("values", "date_format"),
}
FORMS = {".dna": "dna", ".qdpx": "qdpx"}
MANY = 4  # rows that tell whether the first is like the others
WHAT = {
    "coded": "a table of statements",
    "incidence": "a matrix of actors by concepts",
    "dna": "a database of DNA",
    "qdpx": "a REFI-QDA project",
}


class Record(NamedTuple):
    """Statements with the fields of their documents beside them.

    `asked` are the fields of which the user said where they stand. `actors` and `sectors` hold what
    is told of these, by their text: `part_of`, attributes.
    """

    file: str
    form: str
    asked: set[str]
    table: pd.DataFrame
    actors: pd.DataFrame
    sectors: pd.DataFrame


def read_record(source: Source, columns: Mapping[str, Any], options: Mapping[str, Any]) -> Record:
    """Read a source of any form; `columns` says where each field of `FIELDS` stands in it."""
    file = name_of_base(str(source)) if is_address(source) else name_of(source)
    form = form_of(source, options)
    if problems := [*_needless(file, form, columns, options)]:
        raise InputError(problems)
    actors, sectors = pd.DataFrame(), pd.DataFrame()
    if form == "coded":
        table = _coded(source, columns, options)
    elif form == "incidence":
        table = read_incidence(source, **options)
    elif form == "dna":
        table, actors, sectors = read_dna_record(source, columns, **options)
    else:
        table, actors, sectors = _qdpx(Path(source), columns, options)
    asked = {"document_id" if field == "document" else field for field in columns}
    return Record(file, form, asked, table, actors, sectors)


def form_of(source: Source, options: Mapping[str, Any]) -> str:
    """Return how a source is to be read: by its ending, a matrix where `cells` says so.

    An address is that of a database of DNA, the only one that is kept on a server.
    """
    if isinstance(source, pd.DataFrame):
        return "incidence" if "cells" in options else "coded"
    if is_address(source):
        return "dna"
    ending = Path(source).suffix.lower()
    if ending not in FORMS and ending.removeprefix(".") not in ENDINGS and Path(source).is_file():
        expected = one_of(ending, [*(f".{each}" for each in ENDINGS), *FORMS])
        raise InputError(
            problem(Path(source).name, wrong=f"ending {ending!r}", expectation=expected)
        )
    return FORMS.get(ending, "incidence" if "cells" in options else "coded")


def _needless(
    file: str, form: str, columns: Mapping[str, Any], options: Mapping[str, Any]
) -> Iterator[Problem]:
    """Tell options that say nothing of a form, and fields without a column in it."""
    useless = [name for name in options if name not in OPTIONS[form]]
    if form == "incidence":
        useless += list(columns)
    for name in useless:
        wrong = f"is given, but {file} is {WHAT[form]}"
        yield Problem(f"{name}: {wrong}; expected none given", field=name, wrong=wrong)
    for name, column in columns.items():
        if not isinstance(column, str) and not (form == "qdpx" and name == "stance"):
            yield problem("", None, name, column, "expected a name, as text")


def _coded(source: Source, columns: Mapping[str, str], options: Mapping[str, Any]) -> pd.DataFrame:
    """Read only what is asked for; a field that is not has the column of its own name, if any.

    What there has to be, actor and sector, is found in whatever capitals.
    """
    named = {field: one_line(column) for field, column in _by_our_names(columns).items()}
    sheet, encoding = options.get("sheet"), options.get("encoding")
    own = {field: field for field in (*FIELDS, "document_id", "date_precision")}
    capitals = {form(field): "text" for field in NEEDED for form in (str.title, str.upper)}
    roles = capitals | roles_of({**own, **named}, ("stance",), ())
    table = table_cells(source, roles, sheet, encoding)
    if lost := [*missing_columns(table.file, [*table.cells], named)]:
        raise InputError(lost)
    for field in (*FIELDS, "document_id", "date_precision"):
        ours = "document_id" if field == "document" else field
        if field in table.cells and ours not in named and field not in named.values():
            named[ours] = field
    for field in NEEDED:
        alike = [name for name in table.cells if name.casefold() == field]
        if field not in named and len(alike) == 1 and alike[0] not in named.values():
            [named[field]] = alike
    if problems := [*_lacking(table, named)]:
        raise InputError(problems)
    kept = table.cells[[*dict.fromkeys(named.values())]].dropna(how="all")
    table = table._replace(cells=kept)
    values, split = (_by_our_names(options.get(name) or {}) for name in ("values", "split"))
    values = _with_sides(table, named, values)
    date_format = options.get("date_format")
    try:
        return coded_statements(table, named, values=values, split=split, date_format=date_format)
    except InputError as error:
        raise InputError([*error.problems, *_second_header(table, error.problems)]) from None


def _by_our_names(told: Mapping[str, Any]) -> dict[str, Any]:
    return {("document_id" if field == "document" else field): each for field, each in told.items()}


def _lacking(table: Table, named: Mapping[str, str]) -> Iterator[Problem]:
    if table.cells.empty:
        yield problem(table.file, wrong="holds no statement", expectation="expected a row at least")
        return
    for field in [field for field in NEEDED if field not in named]:
        text = f"{table.file}: no column is given for {field}"
        expected = one_of(field, [*table.cells])
        yield Problem(f"{text}; {expected}", file=table.file, field=field, expectation=expected)
    if not {*NEEDED} & {*named} and is_matrix(table):
        wrong = f"looks like {WHAT['incidence']}"
        expected = "expected cells='counts', or cells='stances'"
        yield problem(table.file, wrong=wrong, expectation=expected)


def _with_sides(table: Table, named: Mapping[str, str], values: Mapping) -> Mapping:
    """Let truth values and usual words for two sides stand for 1 and -1, unless values are given.

    That is done where a whole column holds nothing else, and told.
    """
    if "stance" not in named or "stance" in values:
        return values
    cells = table.cells[named["stance"]].dropna()
    if pd.api.types.infer_dtype(cells, skipna=True) == "boolean":
        told, sides = "truth values", {"TRUE": 1, "FALSE": -1}
    else:
        texts = [as_text(cell) for cell in pd.unique(cells.astype(object))]
        texts = [text for text in texts if text != NA]
        told, known = "words for two sides", sided(texts)
        if not texts or len(known) < len(texts) or not all(isinstance(c, str) for c in cells):
            return values
        sides = {text: known[text] for text in texts if isinstance(known[text], int)}
        if len(sides) < len(texts):
            return values
        if _is_header(table, named, sides):
            raise InputError(_second(table))
    place, shown = f"{table.file}, field stance", ", ".join(f"{w} as {s}" for w, s in sides.items())
    tell(f"{place}: {told}, read {shown}")
    return {**values, "stance": sides}


def _second_header(table: Table, problems: list[Problem]) -> Iterator[Problem]:
    """Say what it looks like when the first row of cells is wrong, and none but that."""
    if len(table.cells) > 1 and problems and {each.row for each in problems} == {2}:
        yield _second(table)


def _second(table: Table) -> Problem:
    wrong = "row 2 looks like a second row of names"
    return problem(table.file, wrong=wrong, expectation="expected one row of names above")


def _is_header(table: Table, named: Mapping[str, str], sides: Mapping[str, int]) -> bool:
    """Tell whether the first row holds what no other does, and for a stance a name of the field.

    `Agreement` is a word for a side too; above `yes` and `no` it is none.
    """
    there = [named[field] for field in ("actor", "sector", "stance") if field in named]
    texts = table.cells[there].astype("str")
    if len(texts) < MANY or texts.iloc[1:].isin(texts.iloc[0]).any(axis=None):
        return False
    first = texts[named["stance"]].iloc[0]
    return any(side == sides.get(first) for word, side in sides.items() if word != first)


def _qdpx(
    path: Path, columns: Mapping[str, Any], options: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read a project, where other fields than those of codes are variables of documents."""
    columns = dict(columns)
    lacking = [
        problem(
            path.name, wrong=f"{field}: no code is given", expectation="expected that above all"
        )
        for field in ("actor", "sector")
        if field not in columns
    ]
    if lacking:
        raise InputError(lacking)
    stance = columns.pop("stance", None) or (options.get("values") or {}).get("stance")
    found = read_coded_passages(path, columns.pop("actor"), columns.pop("sector"), stance)
    table = found.statements
    variables = [name for name in table if name not in ("statement_id", "actor", "sector")]
    if lost := [*missing_columns(path.name, variables, columns)]:
        raise InputError(lost)
    own = [name for name in table if name in (*STATEMENT, "document_id")]
    named = {**{name: name for name in own}, **columns}
    cells = pd.DataFrame({name: table[column] for name, column in named.items()})
    cells.index += 2
    read = coded_statements(
        Table(path.name, cells, {name: [] for name in cells}, []),
        {name: name for name in cells},
        date_format=options.get("date_format"),
    )
    return read, _above(found.actors), _above(found.concepts)


def _above(branch) -> pd.DataFrame:
    above = {
        name: branch.names.get(branch.above.get(code, "")) for code, name in branch.names.items()
    }
    return pd.DataFrame({"part_of": pd.Series(above, dtype="str")})
