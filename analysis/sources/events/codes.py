"""Codes of events: what CAMEO's name, type of PLOVER and quad class each has.

`cameo.csv` is a table of facts: the codes of CAMEO with their short names, as ICEWS writes them in
its column of event texts, and the type of PLOVER that its authors give each (table of September
2021; roots 01 and 02 have none). Quad classes are those of the PLOVER manual, which gives SANCTION
both as conflict of deeds and of words: here deeds by default.
"""

import csv
from functools import cache
from pathlib import Path

import ibis

from analysis.errors import check_choice
from analysis.sources.events.known import looked_up

FACTS = Path(__file__).with_name("cameo.csv")

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The names of quad classes 1 to 4, as in `relations` of a study."""

QUAD_OF_TYPE = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
LONGEST, SHORTEST = 4, 2  # digits of a code of CAMEO


@cache
def _facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def types() -> dict[str, str]:
    """Return the type of PLOVER of each code of CAMEO, empty for those of roots 01 and 02."""
    return {line["code"]: line["plover"] for line in _facts()}


@cache
def by_name() -> dict[str, str]:
    """Return the code of each event of three or four digits by its name in small letters."""
    named = [line for line in _facts() if line["name"] and len(line["code"]) > SHORTEST]
    return {line["name"].lower(): line["code"] for line in named}


def type_of(code: str) -> str:
    """Return the type of PLOVER by the longest beginning of a code that has one, else nothing.

    >>> [type_of(code) for code in ("0811", "0814", "13y", "1725", "010", "2600")]
    ['CONCEDE', 'RETREAT', 'THREATEN', 'COERCE', '', '']
    """
    for length in range(min(len(code), LONGEST), SHORTEST - 1, -1):
        if found := types().get(code[:length]):
            return found
    return ""


def plover_of(code: ibis.ir.StringValue) -> ibis.ir.StringValue:
    """Return the type of each code of CAMEO, by its longest beginning that has one, or missing."""
    branches = [
        (code.substr(0, length).isin(same), ibis.literal(kind))
        for length in range(LONGEST, SHORTEST - 1, -1)
        for kind, same in _exceptions(length).items()
    ]
    return ibis.cases(*branches, else_=ibis.null("string"))


def _exceptions(length: int) -> dict[str, list[str]]:
    """Return by type the codes of a length that are of another type than what they begin with."""
    found: dict[str, list[str]] = {}
    for code, kind in types().items():
        if kind and len(code) == length and type_of(code[:-1]) != kind:
            found.setdefault(kind, []).append(code)
    return found


def plover_type(kind: ibis.ir.StringValue) -> ibis.ir.StringValue:
    """Return what is a type of PLOVER, missing for older ones such as DEMAND."""
    return kind.isin(list(QUAD_OF_TYPE)).ifelse(kind, ibis.null("string"))


def quad_of_type(kind: ibis.ir.StringValue, sanction: int = 4) -> ibis.ir.IntegerValue:
    """Return the quad class of each type of PLOVER, missing for what is none of its types.

    SANCTION is conflict of deeds, 4, in the summary table of the manual, and of words, 3, in its
    table of quad classes: `sanction` says which.
    """
    check_choice("sanction", sanction, (3, 4))
    quads = QUAD_OF_TYPE | {"SANCTION": sanction}
    return _classes(kind, {q: [kind for kind in quads if quads[kind] == q] for q in (1, 2, 3, 4)})


def quad_of_cameo(code: ibis.ir.StringValue) -> ibis.ir.IntegerValue:
    """Return the quad class of each code of CAMEO by its root, as is usual for ICEWS."""
    ends = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}
    roots = {quad: [f"{root:02d}" for root in roots] for quad, roots in ends.items()}
    return _classes(code.substr(0, 2), roots)


def quad_of_name(name: ibis.ir.StringValue) -> ibis.ir.IntegerValue:
    """Return the quad class of a name such as VERBAL COOPERATION."""
    return _classes(name.lower(), {place: [each] for place, each in enumerate(QUADS, 1)})


def _classes(value: ibis.ir.StringValue, of: dict[int, list[str]]) -> ibis.ir.IntegerValue:
    branches = [(value.isin(same), ibis.literal(quad, "int8")) for quad, same in of.items()]
    return ibis.cases(*branches, else_=ibis.null("int8"))


def with_code_of_name(table: ibis.Table, field: str, into: str) -> ibis.Table:
    """Add the code of CAMEO of each event text, missing where there is none of that name."""
    return looked_up(table, table[field].strip().lower(), by_name(), into)
