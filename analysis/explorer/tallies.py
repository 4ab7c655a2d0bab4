"""How many statements there are, by year and by sector."""

import networkx as nx
import pandas as pd

from analysis.networks.attributes import names_in
from analysis.study.load import Study


def counts_of(statements: pd.DataFrame, shown: nx.Graph) -> dict[str, int | None]:
    """Return how many statements, documents, nodes and ties there are; None where untold of."""
    there = "document_id" in statements
    return {
        "statements": len(statements),
        "documents": statements["document_id"].nunique() if there else None,
        "nodes": shown.number_of_nodes(),
        "of": sum(shown.graph["of"]),
        "ties": shown.number_of_edges(),
    }


def silent(selected: pd.DataFrame, behind: pd.DataFrame) -> int:
    """Return how many of the statements chosen are behind no tie because they have no stance."""
    if "stance" not in selected:
        return 0
    without = selected.loc[selected["stance"].isna(), "statement_id"]
    return int((~without.isin(behind["statement_id"])).sum())


def undated(statements: pd.DataFrame) -> int:
    """Return how many statements are of no year, where others are of one."""
    dates = statements.get("date")
    return 0 if dates is None or dates.isna().all() else int(dates.isna().sum())


def by_year(statements: pd.DataFrame) -> list[dict[str, int]]:
    """Count stances, or else statements, by year, with a line for each from first to last."""
    counts = _by(statements, "Y")
    return counts.assign(year=counts.index.year).pipe(_lines, "year")


def by_month(statements: pd.DataFrame) -> list[dict[str, int | str]]:
    """Count them by month likewise, without those of which only the year is known."""
    if "date_precision" in statements:
        statements = statements[statements["date_precision"] != "year"]
    counts = _by(statements, "M")
    return counts.assign(month=counts.index.astype("str")).pipe(_lines, "month")


def _lines(counts: pd.DataFrame, first: str) -> list[dict]:
    return counts[[first, *(name for name in counts if name != first)]].to_dict("records")


def _by(statements: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Count stances, or else statements, by a unit of the calendar; nothing without dates."""
    dates = statements.get("date")
    if dates is None or dates.isna().all():
        return pd.DataFrame(index=pd.PeriodIndex([], freq=unit))
    signs = pd.DataFrame({"statements": True}, statements.index)
    signs = _signs(statements) if "stance" in statements else signs
    periods = pd.to_datetime(dates).dt.to_period(unit)
    counts = signs.groupby(periods).sum().astype(int)
    return counts.reindex(pd.period_range(periods.min(), periods.max()), fill_value=0)


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
