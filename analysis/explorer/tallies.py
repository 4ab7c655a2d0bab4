"""How many statements there are, by year and by sector."""

import networkx as nx
import pandas as pd

from analysis.networks.attributes import names_in
from analysis.study.load import Study


def counts_of(statements: pd.DataFrame, shown: nx.Graph) -> dict[str, int | None]:
    """Return how many statements, documents and nodes there are; None where none are told of."""
    there = "document_id" in statements
    return {
        "statements": len(statements),
        "documents": statements["document_id"].nunique() if there else None,
        "nodes": shown.number_of_nodes(),
        "of": sum(shown.graph["of"]),
    }


def by_year(statements: pd.DataFrame) -> list[dict[str, int]]:
    """Count stances, or else statements, by year, with a line for each from first to last."""
    years = statements["date"].dt.year if "date" in statements else None
    if years is None or years.isna().all():
        return []
    signs = pd.DataFrame({"statements": True}, statements.index)
    counts = (_signs(statements) if "stance" in statements else signs).groupby(years).sum()
    counts = counts.astype(int)
    span = range(int(years.min()), int(years.max()) + 1)
    return counts.reindex(span, fill_value=0).rename_axis("year").reset_index().to_dict("records")


def by_sector(study: Study) -> pd.DataFrame:
    """Count the stances of each sector, those with most first; nothing where there are none."""
    said = study.statements
    if "stance" not in said:
        return pd.DataFrame()
    counts = _signs(said)[said["stance"].notna()].groupby(said["sector"]).sum().astype(int)
    counts["total"] = counts.sum(axis=1)
    return counts.reset_index().sort_values(["total", "sector"], ascending=[False, True])


def _signs(statements: pd.DataFrame) -> pd.DataFrame:
    """Return which statements are friendly, neutral and strained."""
    stance = statements["stance"]
    return pd.DataFrame({"friendly": stance > 0, "neutral": stance == 0, "strained": stance < 0})


def with_names(sectors: pd.DataFrame, study: Study, language: str) -> list[dict[str, object]]:
    """Return the lines of sectors with their names in a language."""
    if sectors.empty:
        return []
    names = sectors["sector"].map(names_in(study, language, "sectors"))
    return sectors.assign(name=names).to_dict("records")
