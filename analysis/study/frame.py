"""A frame beside the record: events of which a list can be stated, and what their texts say.

The record's documents are chosen for what they tell; those of a frame for nothing but the list they
stand on. Its statements are coded apart and never counted with the record's.
"""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from analysis.study.load import Study

FEWEST = 15
"""The fewest texts of a frame from which a headline is drawn."""


def framed(study: Study) -> Study:
    """Return the study with the statements of its frame in the place of the record's.

    What it returns has no frame itself. Of a study without one no statement is left.

    >>> from analysis.study.load import load_study
    >>> len(framed(load_study("kazakhstan-russia")).frame)
    0
    """
    return replace(without_frame(study), statements=study.frame_statements)


def without_frame(study: Study) -> Study:
    """Return the study without its frame."""
    return replace(
        study, frame=study.frame.head(0), frame_statements=study.frame_statements.head(0)
    )


def in_both(change: Callable[[Study], Study], study: Study) -> Study:
    """Return a study changed, and the statements of its frame changed in the same way."""
    changed = change(study)
    if study.frame_statements.empty:
        return changed
    return replace(changed, frame_statements=change(framed(study)).statements)


def texts_of_frame(study: Study) -> int:
    """Return how many texts the statements of the frame stand in, as the study is selected."""
    return study.frame_statements.get("document_id", pd.Series(dtype="str")).nunique()


def carries(study: Study) -> bool:
    """Tell whether a study has a frame with texts enough for a headline."""
    return texts_of_frame(study) >= FEWEST
