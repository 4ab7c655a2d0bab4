"""Generated tables of statements, for what must hold of every table."""

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

LEAST = 3  # of fewer examples none can be left out


def tries(examples: int) -> settings:
    """Let a test try so many examples in the profile "full", and a part of them in others."""
    part = examples * settings().max_examples // 100
    return settings(max_examples=min(examples, max(part, LEAST)))


statement = st.fixed_dictionaries(
    {
        "actor": st.sampled_from("abcd"),
        "sector": st.sampled_from("xyz"),
        "stance": st.integers(-2, 2),
        "date": st.dates(pd.Timestamp("2020-12-25").date(), pd.Timestamp("2022-01-10").date()),
        "document_id": st.sampled_from(["D1", "D2", "D3"]),
        "act": st.sampled_from(["a", "b", None]),
    }
)
tables = st.lists(statement, min_size=1, max_size=25).map(
    lambda rows: pd.DataFrame(rows).assign(
        date=lambda t: pd.to_datetime(t["date"]),
        family=lambda t: t["document_id"].replace("D3", "D2"),
        act=lambda t: (t["document_id"] + t["act"].astype("str")).astype("str"),
        statement_id=lambda t: [f"{n:03d}" for n in range(len(t))],
    )
)
