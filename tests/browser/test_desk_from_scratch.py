"""A whole article coded at the desk with keys only, from a study in which nothing is coded yet."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from at_desk import MOST_KEYS, Keys, focused
from in_lab import open_notebook, run_all, write_notebook

from analysis.coding.changes import rows_of
from analysis.places import DATA, ROOT
from analysis.study.load import load_study
from analysis.study.new import new_study

TEXTS = ROOT / "tests" / "coding" / "texts"
FOUNDING = ROOT.parent / "shared" / "source" / "astana-state-visit-2024-11-27.fr.txt"


FIELDS = ("speaker", "actor", "target", "sector", "relation")


class Said(NamedTuple):
    """A statement as it is typed, field by field (see `choose`); a kept speaker is empty."""

    paragraph: int
    speaker: str
    actor: str
    target: str
    sector: str
    relation: str
    stance: str
    paraphrases: tuple[str, ...]


UNION, EXPORTERS = "+Coast Union/organization", "+Fish exporters/group"
BOARD = "+Swedish Maritime Board/body"
ARTICLE = [
    Said(1, "#norway", "#norway", "#sweden", "+Ferries", "agr", "+", ("Both mean to sail again.",)),
    Said(2, "+Anna Lind/person", "#sweden", "norw", "ferr", "aid", "+", ("Stockholm pays.",)),
    Said(
        3,
        "+Per Dahl/person",
        "+Coast Union/organization",
        "norw",
        "ferr",
        "accu",
        "-",
        ("A snub.",),
    ),
    Said(3, "", "#coast_union", "norw", "ferr", "thr", "-", ("Crews may stop work.",)),
    Said(
        4,
        "+Fish exporters/group",
        "#fish_exporters",
        "#norway",
        "+Customs",
        "accu",
        "-",
        ("Oslo is slow.",),
    ),
    Said(5, "lind", "#sweden", "norw", "cust", "rej", "0", ("She sees no fault.",)),
    Said(
        7,
        "#per_dahl",
        "coa",
        "+Swedish Maritime Board/body",
        "ferr",
        "consu",
        "+",
        ("They will talk.",),
    ),
]


AGAIN = ["D000-18", "D000-21", "D000-26", "D000-28"]
"""Rows of the first study that are coded anew from the founding article."""


def at_the_desk(page, lab, study: str, texts: str) -> Keys:
    """Open a desk and go to its list of documents by keys."""
    cell = f"import analysis\nanalysis.desk({study!r}, {texts!r}, coder='c1')"
    open_notebook(page, lab, write_notebook(lab.root / "scratch.ipynb", cell, "# the end"))
    run_all(page)
    page.locator(".ad-doc").first.wait_for()
    keys = Keys(page)
    page.locator(".jp-CodeCell").first.focus()
    while not page.evaluate("Boolean(document.activeElement.closest('.atlas-desk'))"):
        keys.press("Tab")
    keys.press("l")
    return keys


def choose(page, keys: Keys, name: str, given: str) -> None:
    """Fill a field: letters find a name, `#` takes one offered by its digit, `+` adds one."""
    focused(page, name)
    if given.startswith("#"):
        chip = page.locator(f".ad-field:has([id$='-{name}']) .ad-chip[data-id='{given[1:]}'] kbd")
        return keys.press(chip.inner_text())
    new, _, kind = given.removeprefix("+").partition("/")
    keys.type(new)
    keys.press("Enter")
    if not given.startswith("+"):
        return None
    page.locator("dialog [data-name^=name_]").first.wait_for()
    if kind:
        keys.press("Tab", "Tab")
        keys.type(kind[:3])
    keys.press("Enter")
    return page.locator("dialog").wait_for(state="detached")


def code(page, keys: Keys, said: Said) -> int:
    """Code a statement of a paragraph, and return how many keystrokes it took."""
    before, next_id = keys.count, page.locator(".ad-next code").inner_text()
    at = int(page.locator(".ad-par:has(:checked) .ad-number").inner_text())
    keys.press(*["ArrowDown"] * (said.paragraph - at), "s", "c")
    for name in FIELDS[not said.speaker :]:  # one that is kept is not asked for
        choose(page, keys, name, getattr(said, name))
    keys.press(said.stance, "Enter")
    for language, paraphrase in zip(("en", "fr"), said.paraphrases, strict=False):
        focused(page, f"paraphrase_{language}")
        keys.type(paraphrase)
        keys.press("Enter")
    page.get_by_text(f"Saved: {next_id}").wait_for()
    page.locator(".ad-pick:focus").wait_for(state="attached")
    return keys.since(before)


def without_paraphrases(counts: list[int], said: list[Said]) -> list[int]:
    """Return the keystrokes of statements without those of their paraphrases."""
    told = [sum(len(text) + 1 for text in each.paraphrases) for each in said]
    return [count - its for count, its in zip(counts, told, strict=True)]


@pytest.mark.long
def test_an_article_is_coded_from_scratch_with_keys_only(page, lab):
    root = lab.root
    for name in ("data", "scratch-texts"):
        shutil.rmtree(root / name, ignore_errors=True)
    study = new_study("nor-swe", ["NOR", "SWE"], root / "data")
    (root / "scratch-texts").mkdir()
    shutil.copy(TEXTS / "ferry.txt", root / "scratch-texts")
    keys = at_the_desk(page, lab, "data/nor-swe", "scratch-texts")
    keys.press("Enter")
    page.locator(".ad-pick:focus").wait_for(state="attached")
    keys.press("d")
    dialog = page.locator("dialog")
    dialog.locator("[data-name=date]:focus").wait_for()
    assert dialog.locator("[data-name=title]").input_value() == "Two governments argue over a ferry"
    assert dialog.locator("[data-name=language]").input_value() == "en"
    keys.type("2025-06-03")
    keys.press("Tab", "p", "Tab")
    keys.type("Coast Daily")
    keys.press("Enter")
    faults = dialog.locator(".ad-message", has_text="expected a value")
    faults.first.wait_for()
    assert faults.count() == 2, "kind and quality"
    keys.press("n", "Tab", "C", "Enter")
    dialog.wait_for(state="detached")
    counts = [code(page, keys, said) for said in ARTICLE]
    rows = rows_of((study / "statements.csv").read_text(encoding="utf-8"))
    assert [row["actor"] for row in rows] == [
        *("norway", "sweden", "coast_union", "coast_union", "fish_exporters", "sweden"),
        "coast_union",
    ]
    assert rows[2]["speaker"] == "per_dahl" and rows[6]["target"] == "swedish_maritime_board"
    assert [row["stance"] for row in rows] == ["1", "1", "-1", "-1", "-1", "0", "1"]
    assert len(rows_of((study / "desk" / "spans.csv").read_text(encoding="utf-8"))) == len(ARTICLE)
    assert len(load_study(study).statements) == len(ARTICLE)
    told = without_paraphrases(counts, ARTICLE)
    print(f"{keys.count} keystrokes; a statement {counts}, without its paraphrase {told}")
    known = [told[place] for place, said in enumerate(ARTICLE) if "+" not in "".join(said[1:6])]
    assert max(known) <= MOST_KEYS


@pytest.mark.long
def test_the_founding_article_is_coded_again_from_its_text(page, lab):
    if not FOUNDING.is_file():
        pytest.skip("the founding article is not here, which may not be published")
    root = lab.root
    for name in ("founding", "founding-texts"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "founding-texts").mkdir()
    shutil.copy(FOUNDING, root / "founding-texts" / "D000.txt")
    study = Path(shutil.copytree(DATA / "kazakhstan-russia", root / "founding"))
    table = study / "statements.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    coded = {row["statement_id"]: row for row in rows_of("".join(lines))}
    table.write_text("".join(line for line in lines if not line.startswith("D000-")), "utf-8")
    keys = at_the_desk(page, lab, "founding", "founding-texts")
    keys.press("Enter")
    page.locator(".ad-head", has_text="D000").wait_for()
    page.locator(".ad-pick:focus").wait_for(state="attached")
    first, *rest = (as_typed(coded[name]) for name in AGAIN)
    said = [first, *(each._replace(speaker="") for each in rest)]
    counts = [code(page, keys, each) for each in said]
    again = rows_of(table.read_text(encoding="utf-8"))[: len(AGAIN)]
    fields = ("locator", "date", *FIELDS, "stance", "paraphrase_en", "paraphrase_fr")
    for name, row in zip(AGAIN, again, strict=True):
        assert {each: row[each] for each in fields} == {each: coded[name][each] for each in fields}
    told = without_paraphrases(counts, said)
    print(f"founding article: a statement {counts}, without its paraphrases {told}")
    assert max(told) <= MOST_KEYS


def as_typed(row: dict[str, str]) -> Said:
    """Return a row as one types it: parties by their digits, sector and relation by letters."""
    parties = [f"#{row[name]}" for name in ("speaker", "actor", "target")]
    stance = {"1": "+", "-1": "-"}.get(row["stance"], "0")
    told = (row["paraphrase_en"], row["paraphrase_fr"])
    paragraph = int(row["locator"].removeprefix("par "))
    return Said(paragraph, *parties, row["sector"][:4], row["relation"][:4], stance, told)
