"""The tables of the panels of the overview, and what the frame beside them shows."""

import networkx as nx
import pandas as pd

from analysis.charts.beside import what_it_is
from analysis.charts.counting import sample_of
from analysis.charts.figures import balance, network, projects, promises, trends, voices
from analysis.labels import listing
from analysis.names import names_by_id
from analysis.networks.sample import sample, unit_of
from analysis.networks.statements import counts_acts
from analysis.study.acts import one_row_an_act
from analysis.study.frame import carries, framed, texts_of_frame
from analysis.study.load import Study
from analysis.study.selection import bilateral, roll_up, with_documents
from analysis.uncertainty.shares import SIGNS, sign_shares
from analysis.uncertainty.warmth import warmth


def panels(
    study: Study,
    ties: nx.Graph,
    turnover: tuple[str | None, str | None],
    share: str,
    language: str,
    seed: int,
) -> dict[str, pd.DataFrame]:
    """Return the table of each panel by its name, and the `whole` in one line."""
    between = bilateral(study)
    if between.statements.empty:
        return {}
    told = voices.voices(between, language=language, seed=seed).table
    reported, planned = turnover
    kinds = told[told["dimension"] == "kind"]
    tables = {
        "whole": _whole(between, language, seed),
        "balance": balance.balance(roll_up(between), language=language, seed=seed).table,
        "warmth": warmth(study, seed=seed),
        "voices": kinds if kinds["voice"].nunique() == 2 else kinds.head(0),
        "promises": promises.promises(
            study, reported=reported, planned=planned, language=language
        ).table,
        "share": trends.trends(study, indicators=[share], language=language).table,
        "projects": projects.projects(study, language=language).table,
        "network": with_thirds(ties, study, language),
    } | _of_frame(between, language, seed)
    return {name: table for name, table in tables.items() if len(table)}


def _of_frame(between: Study, language: str, seed: int) -> dict[str, pd.DataFrame]:
    """Return what stands beside of the frame alone: its `frame`, and the panels with a headline."""
    if between.frame.empty:
        return {}
    found = {"texts": texts_of_frame(between), "carries": carries(between)}
    if not carries(between):
        return {"frame": pd.DataFrame([found])}
    alone = framed(between)
    whole = _whole(alone, language, seed).assign(frame=what_it_is(between, language), **found)
    return {
        "frame": whole,
        "balance of the frame": balance.balance(roll_up(alone), language=language, seed=seed).table,
        "warmth of the frame": warmth(alone, seed=seed),
    }


def with_thirds(ties: nx.Graph, study: Study, language: str) -> pd.DataFrame:
    """Return the ties, and whether each is of a party that is none of the two states."""
    edges = network.edges(ties, language)
    return edges.assign(third=~edges["row"].isin(study.states))


def numbers(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the tables of all panels as one, with a column `panel`, for the file of numbers."""
    if not tables:
        return pd.DataFrame(columns=["panel"])
    parts = [table.astype(object).assign(panel=name) for name, table in tables.items()]
    whole = pd.concat(parts, ignore_index=True)
    return whole[["panel", *whole.columns.drop("panel")]]


def behind(study: Study, tables: dict[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the ids of the documents behind the page: of its statements, figures and projects."""
    if not tables:
        return ()
    plotted = [table["document_id"] for table in tables.values() if "document_id" in table]
    beside = study.frame_statements["document_id"] if carries(study) else []
    return tuple(sorted({*pd.concat([study.statements["document_id"], *plotted]), *beside}))


def _whole(study: Study, language: str, seed: int) -> pd.DataFrame:
    """Return the whole in one line: an act of two sides counts once."""
    said, named = one_row_an_act(with_documents(study)), names_by_id(study.actors, language)
    days = said["date"] if "date" in said else pd.Series(pd.NaT, said.index)
    drawn = sample(said, "sector", unit=unit_of(study), scale=study.scale)
    shares = sign_shares(drawn, seed=seed).iloc[-1]
    ends = [f"{sign}_{end}" for sign in ("friendly", "strained") for end in ("low", "high")]
    return pd.DataFrame(
        [
            {
                "name": listing([named[state] for state in study.states], language),
                "statements": len(said),
                "documents": said["document_id"].nunique(),
                "families": said["family"].nunique(),
                "first": days.min().year,
                "last": days.max().year,
                "acts": counts_acts(study),
                "sample": sample_of(study.sample, language),
                **{sign: int(shares[sign]) for sign in SIGNS},
                **{end: float(shares[end]) for end in ends},
            }
        ]
    )
