"""How many statements there are, by year and by sector."""

import networkx as nx
import pandas as pd

from analysis.charts.figures import balance
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
    signs = {"statements": pd.Series(True, statements.index)}
    if "stance" in statements:
        stance = statements["stance"]
        signs = {"friendly": stance > 0, "neutral": stance == 0, "strained": stance < 0}
    periods = pd.to_datetime(dates).dt.to_period(unit)
    counts = pd.DataFrame(signs).groupby(periods).sum().astype(int)
    return counts.reindex(pd.period_range(periods.min(), periods.max()), fill_value=0)


def by_sector(study: Study) -> pd.DataFrame:
    """Count the stances of each sector, or nothing where statements have none."""
    return balance.tally(study, "en") if "stance" in study.statements else pd.DataFrame()


def with_names(sectors: pd.DataFrame, study: Study, language: str) -> list[dict[str, object]]:
    """Return the lines of sectors with their names in a language."""
    if sectors.empty:
        return []
    names = sectors["sector"].map(names_in(study, language, "sectors"))
    return sectors.assign(name=names).to_dict("records")
