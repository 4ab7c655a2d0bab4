"""Statements counted into matrices and graphs."""
