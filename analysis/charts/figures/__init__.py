"""A module a figure: what makes its table, draws it, says what it finds and describes it."""
