"""Texts on the coder's machine: files of many kinds in, articles with their metadata out."""

from analysis.coding.texts.article import Article
from analysis.coding.texts.by_kind import read_articles
from analysis.coding.texts.folder import in_folder, marked, table_of_texts

__all__ = ["Article", "in_folder", "marked", "read_articles", "table_of_texts"]
