"""What headlines say of the frame beside the record, where a study has one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from analysis.charts.chart import Chart
from analysis.labels import counter, percent, percents, signed, translator
from analysis.networks.statements import Source
from analysis.study.frame import FEWEST, carries, framed, texts_of_frame
from analysis.study.load import Study

P = ParamSpec("P")
S = TypeVar("S", Source, Study)


def with_frame(
    make: Callable[Concatenate[S, P], Chart],
) -> Callable[Concatenate[S, P], Chart]:
    """Have a chart of a study that has a frame say what it would find in the frame alone."""

    @wraps(make)
    def chart(study: S, *args: P.args, **kwargs: P.kwargs) -> Chart:
        made = make(study, *args, **kwargs)
        if not isinstance(study, Study) or study.frame.empty:
            return made
        again = partial(make, *args, **kwargs)
        return replace(made, beside=partial(_told, again, study, made.language))

    return chart


def _told(make: Callable[[Study], Chart], study: Study, language: str) -> str:
    """Return what the chart finds in the frame alone, or that its texts are too few."""
    if not carries(study):
        return f"{too_few(texts_of_frame(study), language)}."
    t, found = translator(language), make(framed(study)).finding
    texts = _texts(texts_of_frame(study), language)
    return t("In the frame alone ({texts}): {finding}", texts=texts, finding=found)


def _texts(number: int, language: str) -> str:
    n = counter(language)
    return n("{number} text", "{number} texts", number)


def too_few(number: int, language: str) -> str:
    """Say that no headline is drawn from a frame with so few texts."""
    t = translator(language)
    return t(
        "No headline is drawn from the frame: {texts} with statements that count here, fewer "
        "than {fewest}",
        texts=_texts(number, language),
        fewest=FEWEST,
    )


def what_it_is(study: Study, language: str) -> str:
    """Return what the study says of its frame, or else that it does not say."""
    t = translator(language)
    return study.framing.get(language) or t("events of a list")


def frame_of_whole(frame: pd.DataFrame, language: str) -> str:
    """Return how friendly the frame alone is, beside the record; of no frame an empty text."""
    if frame.empty:
        return ""
    t, line = translator(language), frame.iloc[0]
    if not line["carries"]:
        return too_few(line["texts"], language)
    return t(
        "In the frame alone ({frame}; {texts}): {friendly} friendly ({friendly_range}), {strained} "
        "strained ({strained_range})",
        frame=line["frame"],
        texts=_texts(line["texts"], language),
        **shares_told(line, language),
    )


def shares_told(line: pd.Series, language: str) -> dict[str, str]:
    """Return the shares of a line and their intervals, as they are written."""
    shares = {
        sign: percent(round(100 * line[sign] / line["statements"]), language)
        for sign in ("friendly", "strained")
    }
    ranges = {
        f"{sign}_range": percents(line[f"{sign}_low"], line[f"{sign}_high"], language)
        for sign in shares
    }
    return shares | ranges


def frame_of_rate(sector: str, frame: pd.DataFrame, language: str) -> str:
    """Return how often a sector is strained in the frame alone; counts, where it is thin."""
    t, there = translator(language), frame[frame["sector"] == sector]
    sided = there[["friendly", "strained"]].sum(axis=1)
    if not sided.any():
        return t("in the frame nothing of it takes a side")
    line = there.iloc[0]
    if line["thin"]:
        blanks = {"strained": line["strained"], "sided": sided.iloc[0]}
        return t("in the frame: {strained} strained of {sided} that take a side", **blanks)
    rate = percent(round(100 * line["rate"]), language)
    interval = percents(line["rate_low"], line["rate_high"], language)
    return t("in the frame: {rate} ({range})", rate=rate, range=interval)


def frame_of_gap(frame: pd.DataFrame, language: str) -> str:
    """Return by how much leaders are warmer in words in the frame alone, beside their relation."""
    t = translator(language)
    line = frame[(frame["compared"] == "beside") & ~frame["thin"].astype(bool)]
    if line.empty:
        return t("in the frame one voice has too few documents")
    ends = {name: signed(line[name].iloc[0], language) for name in ("gap", "low", "high")}
    return t("in the frame: {gap} ({low} to {high})", **ends)
