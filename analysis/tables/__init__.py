"""The one way in: anything tabular becomes typed columns."""
