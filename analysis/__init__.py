"""Coded statements about a bilateral relationship, as networks and figures that lead back to them.

Names are loaded when first used, so that a command that needs few of them starts fast.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "load_study": "study",
    "select": "selection",
    "sources": "selection",
    "with_documents": "selection",
    "roll_up": "selection",
    "names": "labels",
    "two_mode": "networks",
    "one_mode": "networks",
    "bilateral": "selection",
    "graph": "graphs",
    "actor_graph": "graphs",
    "one_mode_graph": "graphs",
    "directed": "layers",
    "bootstrap": "uncertainty",
    "bootstrap_change": "uncertainty",
    "influence": "uncertainty",
    "null_test": "uncertainty",
    "explore": "explorer",
    "export": "exchange",
    "code": "coding",
    "read_coded": "coded",
    "read_dna": "dna",
    "read_incidence": "incidence",
    "strongest": "graphs",
    "statements_behind": "graphs",
    "InputError": "errors",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(f"analysis.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
