"""Coded statements about a bilateral relationship, as networks and figures that lead back to them.

Names are loaded when first used, so that a command that needs few of them starts fast.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "load_study": "study.load",
    "select": "study.selection",
    "documents_behind": "study.selection",
    "with_documents": "study.selection",
    "roll_up": "study.selection",
    "names": "labels",
    "two_mode": "networks.matrices",
    "one_mode": "networks.matrices",
    "bilateral": "study.selection",
    "graph": "networks.graphs",
    "actor_graph": "networks.graphs",
    "one_mode_graph": "networks.graphs",
    "directed": "networks.directed",
    "bootstrap": "uncertainty.bootstrap",
    "bootstrap_change": "uncertainty.bootstrap",
    "influence": "uncertainty.bootstrap",
    "null_test": "uncertainty.bootstrap",
    "explore": "explorer",
    "export": "exchange",
    "code": "coding",
    "read_coded": "sources.coded",
    "read_incidence": "sources.incidence",
    "read_dna": "sources.dna",
    "strongest": "networks.graphs",
    "statements_behind": "networks.graphs",
    "InputError": "errors",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(f"analysis.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
