"""What charts say of what is counted: acts of two sides once, in the sample that a study is."""

from collections.abc import Mapping

from analysis.labels import translator
from analysis.networks.statements import Source, frame_of


def once(language: str) -> str:
    """Say how acts are counted."""
    t = translator(language)
    return t("What two sides do together counts once.")


def rests_on_documents(source: Source) -> bool:
    """Tell whether documents, or families of them, are drawn anew; else statements are."""
    return not {"family", "document_id"}.isdisjoint(frame_of(source).columns)


def sample_of(sample: Mapping[str, str], language: str) -> str:
    """Return what a study says of how its documents were chosen, or else that it does not say.

    >>> sample_of({"en": "documents found by topic"}, "en")
    'documents found by topic'
    >>> sample_of({}, "en")
    'documents chosen for this record'
    """
    t = translator(language)
    return sample.get(language) or t("documents chosen for this record")
