"""Texts on the coder's machine: files of many kinds in, articles with their metadata out."""

from analysis.coding.texts.article import Article
from analysis.coding.texts.folder import in_folder, marked, table_of_texts
from analysis.coding.texts.reading import read_articles

__all__ = ["Article", "in_folder", "marked", "read_articles", "table_of_texts"]
