"""Coding in the notebook: a document beside a form that adds its statements to the study."""

from analysis.coding.pane import code

__all__ = ["code"]
