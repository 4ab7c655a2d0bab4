"""Notebooks with parameters, run one by one or as a grid."""
