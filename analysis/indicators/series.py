"""Published figures as series: one value a period, and the spread of the others."""

import pandas as pd

from analysis.errors import check_choice
from analysis.study.load import Study

STATUSES = ("official", "agency", "press", "estimate", "derived", "planned")


def series(
    study: Study, indicator: str, *, entity: str | None = None, counterpart: str | None = None
) -> pd.DataFrame:
    """Return an indicator over time, one line for each period, entity, counterpart and basis.

    Where sources differ, `value` is the figure of the best status (official, agency, press,
    estimate, derived), among equals of the best quality of document, then of the latest document,
    then of the first id; `low` and `high` span all of them and `sources` counts them. `start` and
    `end` are the first and the last day of the period. What is only planned is left out. `basis` is
    missing where figures count what the indicator usually counts.
    Raises `InputError` for an unknown indicator.
    """
    lines = _lines(study, indicator, entity, counterpart)
    lines = lines[lines["status"] != "planned"]
    return _one_a_period(lines)


def promised(study: Study, indicator: str) -> pd.DataFrame:
    """Return the planned figures of an indicator, one line for each document that promises one.

    `target` is the period the promise is for, `due` whether it is for that `period` or `open`, for
    none in particular, `date` the day of the document. In order of date.
    """
    lines = _lines(study, indicator, None, None)
    lines = lines.assign(due=lines["due"].fillna("period"))
    lines = lines[lines["status"] == "planned"].rename(columns={"period": "target"})
    return lines.sort_values(["date", "target", "document_id"], ignore_index=True)


def period_bounds(period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day of an ISO 8601 day, month, year or interval.

    >>> [str(day.date()) for day in period_bounds("2024-01/2024-09")]
    ['2024-01-01', '2024-09-30']
    """
    first, _, last = period.partition("/")
    return pd.Period(first).start_time.normalize(), pd.Period(last or first).end_time.normalize()


def _lines(
    study: Study, indicator: str, entity: str | None, counterpart: str | None
) -> pd.DataFrame:
    known = study.indicator_definitions["indicator"]
    check_choice("indicator", indicator, known.tolist(), wrong="is unknown")
    lines = study.indicators[study.indicators["indicator"] == indicator]
    added = {name: None for name in ("due", "basis") if name not in lines}
    lines = lines.assign(**added)
    for field, wanted in (("entity", entity), ("counterpart", counterpart)):
        lines = lines[lines[field] == wanted] if wanted else lines
    documents = study.documents.reindex(columns=["document_id", "date", "publisher", "quality"])
    documents = documents.assign(date=pd.to_datetime(documents["date"]))
    lines = lines.merge(documents, on="document_id", validate="many_to_one")
    bounds = [period_bounds(period) for period in lines["period"]]
    return lines.assign(start=[first for first, _ in bounds], end=[last for _, last in bounds])


def _one_a_period(lines: pd.DataFrame) -> pd.DataFrame:
    rank = lines["status"].map({status: rank for rank, status in enumerate(STATUSES)})
    newest = -lines["date"].fillna(pd.Timestamp(0)).astype("int64")
    best = lines.assign(rank=rank, newest=newest)
    best = best.sort_values(["rank", "quality", "newest", "document_id"])
    keys = ["entity", "counterpart", "period", "basis"]
    groups = best.groupby(keys, dropna=False, sort=False)
    table = groups.head(1).set_index(keys)
    spread = groups["value"].agg(low="min", high="max", sources="count")
    table = table.join(spread).reset_index()
    fields = [
        *keys,
        "start",
        "end",
        "value",
        "precision",
        "low",
        "high",
        "sources",
        "unit",
        "status",
        "document_id",
    ]
    return table[fields].sort_values(["start", "end", *keys[:2], "basis"], ignore_index=True)


def latest(trends: pd.DataFrame) -> pd.DataFrame:
    """Return the last figure of each series of `charts.trends`, with how far its sources differ."""
    last = trends.drop_duplicates(["indicator", "line"], keep="last")
    fields = ["title", "name", "period", "value", "precision", "low", "high", "sources", "status"]
    return last[fields]
