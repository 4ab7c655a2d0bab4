"""Codes that others gave come in: of a machine, of INCEpTION, of programs that write REFI-QDA."""
