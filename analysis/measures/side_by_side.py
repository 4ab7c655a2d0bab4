"""Two codings side by side: what one coder calls what the other does, and where they part."""

import pandas as pd

from analysis.errors import check_choice
from analysis.measures.agreement import agreement, align, codes_of_both, codings, seen_by_one
from analysis.measures.codewise import CODEWISE, codewise
from analysis.study.load import Study

BY_DOCUMENT = ["document_id", "units", "seen_by_one", "variable", "coded_alike", "alpha"]
PARTS = [*CODEWISE, "precision", "recall"]


def crossed(first: pd.DataFrame, second: pd.DataFrame, variable: str) -> pd.DataFrame:
    """Return how often the first coder gave a code (rows) where the second gave another (columns).

    Counted are the units of `align` that both saw, with a code from both; both sides of the table
    have all codes that either gave, in their order.

    >>> told = {"statement_id": list("xyz"), "document_id": "D1", "locator": list("123")}
    >>> one = pd.DataFrame(told | {"actor": "a", "sector": ["oil", "oil", "gas"]})
    >>> crossed(one, one.assign(sector=["oil", "gas", "gas"]), "sector").to_numpy().tolist()
    [[1, 0], [1, 1]]
    """
    codes = codes_of_both(first, second).get(variable)
    if codes is None or not codes.size:
        return pd.DataFrame(dtype=int)
    names = sorted(set(codes.ravel()))
    counts = pd.crosstab(pd.Series(codes[0], name="first"), pd.Series(codes[1], name="second"))
    return counts.reindex(index=names, columns=names, fill_value=0)


def by_document(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return how far two codings agree in each document that both coded, a line a variable.

    Columns: `document_id`; `units`, the statements of either, `seen_by_one`, the share of them that
    only one saw; `variable`; `coded_alike`, the share with the same code of those that both saw;
    `alpha`, as in `agreement`, which for a few units means little.
    """
    both = sorted(set(first["document_id"]) & set(second["document_id"]))
    lines = []
    for document in both:
        mine, theirs = (each[each["document_id"] == document] for each in (first, second))
        units, alphas = align(mine, theirs), agreement(mine, theirs, draws=1)
        codes = codes_of_both(mine, theirs)
        for variable, alpha in zip(alphas["variable"], alphas["alpha"], strict=True):
            alike = (
                (codes[variable][0] == codes[variable][1]).mean() if codes[variable].size else None
            )
            lines.append((document, len(units), seen_by_one(units), variable, alike, alpha))
    return pd.DataFrame(lines, columns=BY_DOCUMENT)


def against_standard(codes: pd.DataFrame) -> pd.DataFrame:
    """Return a table of `codewise` with `precision` and `recall`, the first coder the standard.

    Of what the second coder (a machine, say) gave a code, `precision` is the share that has it by
    the first; of what has it by the first, `recall` is the share that the second found. Missing
    where there is nothing to have a share of.

    >>> table = pd.DataFrame({"first": [4], "second": [2], "both": [1]})
    >>> against_standard(table)[["precision", "recall"]].values.tolist()
    [[0.5, 0.25]]
    """
    shares = {
        "precision": codes["both"] / codes["second"].where(codes["second"] > 0),
        "recall": codes["both"] / codes["first"].where(codes["first"] > 0),
    }
    return codes.assign(**shares)


def of_machine(study: Study, coder: str, *, draws: int = 1000, seed: int = 1) -> pd.DataFrame:
    """Return alpha, precision and recall of each code that a machine gave, a line a code.

    `coder` is the machine's coding in the study's `codings`, held against the study's own of the
    documents that both coded; the columns are those of `codewise` and `against_standard`. What one
    of them alone saw counts nowhere (`unitising` tells it). Raises `InputError` for a coder that
    the study does not have.
    """
    found = codings(study)
    check_choice("coder", coder, [*found])
    theirs = found[coder]
    mine = study.statements[study.statements["document_id"].isin(theirs["document_id"])]
    return against_standard(codewise(mine, theirs, draws=draws, seed=seed))
