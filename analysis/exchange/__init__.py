"""Writes networks, matrices and statements for other programs: a module a format.

Gephi opens GEXF and GraphML, visone GraphML, Cytoscape its JSON, UCINET its DL, and everything CSV.

CSV is written as data: text that begins like a formula (`=1+1`, `+7 701`, `-x`, `@name`) stays as
it is, so that R, pandas and this library read back what was written. A spreadsheet that opens a CSV
runs such text; an XLSX holds it as text, which no spreadsheet runs.
"""

from analysis.exchange.anything import export
from analysis.exchange.matrix_files import MATRIX_FORMATS, export_matrix
from analysis.exchange.network_files import FORMATS, export_network
from analysis.exchange.statement_files import STATEMENT_FORMATS, export_statements
from analysis.exchange.table_files import TABLE_FORMATS, export_table

__all__ = [
    "FORMATS",
    "MATRIX_FORMATS",
    "STATEMENT_FORMATS",
    "TABLE_FORMATS",
    "export",
    "export_matrix",
    "export_network",
    "export_statements",
    "export_table",
]
