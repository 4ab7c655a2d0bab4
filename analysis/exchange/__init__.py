"""Writes networks, matrices and statements for other programs: a module a format.

Gephi opens GEXF and GraphML, visone GraphML, Cytoscape its JSON, UCINET its DL, and everything CSV.
"""

from analysis.exchange.matrix_files import MATRIX_FORMATS, export_matrix
from analysis.exchange.network_files import FORMATS, export
from analysis.exchange.statement_files import STATEMENT_FORMATS, export_statements

__all__ = [
    "FORMATS",
    "MATRIX_FORMATS",
    "STATEMENT_FORMATS",
    "export",
    "export_matrix",
    "export_statements",
]
