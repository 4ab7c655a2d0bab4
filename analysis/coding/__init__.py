"""The coding desk: from a pile of texts to a checked record, in the notebook."""

from analysis.coding.desk import desk

__all__ = ["desk"]
