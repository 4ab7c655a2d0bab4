"""How often a code is among the first three suggested, with its document held out.

The first study is asked by its paraphrases, and by the paragraphs of the founding article where it
lies beside the project, as far as coders placed statements in it; so are records of our making, in
which a sentence names its sector by one of six words in so many cases, and by none else.
"""

import random
from collections.abc import Mapping, Sequence
from statistics import mean

from analysis.coding.learned import held_out
from analysis.coding.texts import read_articles
from analysis.places import ROOT
from analysis.study.load import load_study

SIZES = (100, 200, 400, 800)
DRAWS = 3
FOUNDING = ROOT.parent / "shared" / "source" / "astana-state-visit-2024-11-27.fr.txt"
VARIABLES = ("sector", "relation")
Rows = Sequence[Mapping[str, str]]


def main(sizes: Sequence[int] = SIZES, draws: int = DRAWS, made_rows: int = 400) -> None:
    """Measure and print a line for each size of a record."""
    study = load_study("kazakhstan-russia")
    rows = study.statements.astype("str").fillna("").to_dict("records")
    groups = dict(zip(study.documents["document_id"], study.documents["family"], strict=True))
    paragraphs = page_of(rows)
    for size in sizes:
        drawn = [random.Random(seed).sample(rows, min(size, len(rows))) for seed in range(draws)]
        told = [shares(each, groups) for each in drawn]
        print(f"{size} rows, asked by paraphrase: {in_words(told)}")
        if paragraphs:
            told = [shares(with_page(each, rows, paragraphs), groups, paragraphs) for each in drawn]
            print(f"{size} rows, asked by the paragraphs of a page: {in_words(told)}")
    for named in (0.9, 0.6, 0.3):
        made = [made_up(made_rows, named, seed) for seed in range(draws)]
        right = mean(
            held_out(each, {f"D{n}": f"D{n}" for n in range(40)}, "sector") for each in made
        )
        print(
            f"{made_rows} rows made up, {named:.0%} with a word of the sector: sector {right:.0%}"
        )


def shares(
    rows: Rows, groups: Mapping[str, str], passages: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Return the share of codes found of each variable."""
    return {name: held_out(rows, groups, name, passages) for name in VARIABLES}


def in_words(told: Sequence[Mapping[str, float]]) -> str:
    """Return the means of several draws as a line."""
    return ", ".join(f"{name} {mean(each[name] for each in told):.0%}" for name in VARIABLES)


def page_of(rows: Rows) -> dict[str, str]:
    """Return the paragraph of the founding article in which each of its statements stands."""
    if not FOUNDING.is_file():
        return {}
    [article] = read_articles(FOUNDING)
    named = {f"par {number}": text for number, text in enumerate(article.paragraphs, 1)}
    mine = [row for row in rows if row["document_id"] == "D000"]
    return {row["statement_id"]: named[row["locator"]] for row in mine if row["locator"] in named}


def with_page(drawn: Rows, rows: Rows, paragraphs: Mapping[str, str]) -> Rows:
    """Return the rows drawn, and those that stand on the page, each once."""
    there = {row["statement_id"] for row in drawn}
    missing = [row for row in rows if row["statement_id"] in paragraphs.keys() - there]
    return [*drawn, *missing]


def made_up(size: int, named: float, seed: int) -> Rows:
    """Return rows of 12 sectors, of which a share names its sector by one of six words."""
    chance = random.Random(seed)
    letters = "abcdefghiklmnoprstuvz"
    vocabulary = ["".join(chance.choices(letters, k=7)) for _ in range(12 * 6 + 200)]
    rows = []
    for number in range(size):
        sector = chance.randrange(12)
        words = chance.choices(vocabulary[72:], k=8)
        if chance.random() < named:
            words[chance.randrange(8)] = vocabulary[6 * sector + chance.randrange(6)]
        row = {"statement_id": str(number), "document_id": f"D{number % 40}", "sector": str(sector)}
        rows.append(row | {"paraphrase_en": " ".join(words), "relation": "agree"})
    return rows
