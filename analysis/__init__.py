"""Coded statements about a bilateral relationship, as networks and figures that lead back to them.

Names are loaded when first used, so that a command that needs few of them starts fast. Editors and
type checkers read the imports, which nothing runs; a test holds them equal to the table.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.coding import desk
    from analysis.coding.incoming.importing import import_codes
    from analysis.errors import InputError
    from analysis.exchange import export
    from analysis.exchange.sequences import event_sequence, signed_two_mode
    from analysis.explorer import explore
    from analysis.measures.dyads import attention, dyad
    from analysis.names import names_by_id
    from analysis.networks.directed import directed_matrices
    from analysis.networks.graphs import (
        actor_graph,
        graph,
        one_mode_graph,
        statements_behind,
        strongest,
    )
    from analysis.networks.matrices import one_mode, two_mode
    from analysis.networks.sample import sample
    from analysis.networks.smoothed import smoothed
    from analysis.sources.coded import read_coded
    from analysis.sources.dna import read_dna
    from analysis.sources.events import read_events
    from analysis.sources.incidence import read_incidence
    from analysis.sources.study_from import study_from
    from analysis.study.load import load_study
    from analysis.study.selection import (
        bilateral,
        documents_behind,
        roll_up,
        select,
        with_documents,
    )
    from analysis.uncertainty.bootstrap import bootstrap, bootstrap_change, influence, null_test
    from analysis.uncertainty.camp_profiles import profiles
    from analysis.uncertainty.change_at import change_at
    from analysis.uncertainty.concept_backbone import concept_backbone
    from analysis.uncertainty.consensus import consensus
    from analysis.uncertainty.ideal_points import ideal_points
    from analysis.uncertainty.phases import phases
    from analysis.uncertainty.polarisation_course import polarisation_course
    from analysis.uncertainty.stance_course import stance_course

__version__ = "0.1.0"

_HOMES = {
    "load_study": "study.load",
    "select": "study.selection",
    "documents_behind": "study.selection",
    "with_documents": "study.selection",
    "roll_up": "study.selection",
    "bilateral": "study.selection",
    "names_by_id": "names",
    "two_mode": "networks.matrices",
    "one_mode": "networks.matrices",
    "graph": "networks.graphs",
    "actor_graph": "networks.graphs",
    "one_mode_graph": "networks.graphs",
    "strongest": "networks.graphs",
    "statements_behind": "networks.graphs",
    "directed_matrices": "networks.directed",
    "sample": "networks.sample",
    "bootstrap": "uncertainty.bootstrap",
    "bootstrap_change": "uncertainty.bootstrap",
    "influence": "uncertainty.bootstrap",
    "null_test": "uncertainty.bootstrap",
    "smoothed": "networks.smoothed",
    "phases": "uncertainty.phases",
    "change_at": "uncertainty.change_at",
    "polarisation_course": "uncertainty.polarisation_course",
    "stance_course": "uncertainty.stance_course",
    "profiles": "uncertainty.camp_profiles",
    "ideal_points": "uncertainty.ideal_points",
    "concept_backbone": "uncertainty.concept_backbone",
    "consensus": "uncertainty.consensus",
    "explore": "explorer",
    "export": "exchange",
    "event_sequence": "exchange.sequences",
    "signed_two_mode": "exchange.sequences",
    "desk": "coding",
    "import_codes": "coding.incoming.importing",
    "read_coded": "sources.coded",
    "read_incidence": "sources.incidence",
    "read_dna": "sources.dna",
    "read_events": "sources.events",
    "dyad": "measures.dyads",
    "attention": "measures.dyads",
    "study_from": "sources.study_from",
    "InputError": "errors",
}

__all__ = sorted(_HOMES)


if not TYPE_CHECKING:  # else a checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'analysis' has no attribute {name!r}")
        return getattr(import_module(f"analysis.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
