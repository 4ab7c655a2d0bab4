"""What charts say of what is counted: acts of two sides once, in the sample that a study is."""

from collections.abc import Mapping

from analysis.labels import counter, translator
from analysis.networks.statements import SCALED, Source, frame_of
from analysis.study.load import Study


def once(language: str) -> str:
    """Say how acts are counted."""
    t = translator(language)
    return t("What two sides do together counts once.")


def uncounted(study: Study | None, language: str) -> str:
    """Say how many statements have no stance, where others have one; nothing where all have."""
    if study is None or SCALED not in study.statements:
        return ""
    missing = int(study.statements[SCALED].isna().sum())
    if missing in (0, len(study.statements)):
        return ""
    n = counter(language)
    return n(
        "Not counted: {number} statement without a stance.",
        "Not counted: {number} statements without a stance.",
        missing,
    )


def ungrouped(study: Study | None, language: str) -> str:
    """Say what is a family where statements name no documents; nothing where they do."""
    if study is None or rests_on_documents(study):
        return ""
    t = translator(language)
    return t("No documents are named here: each statement is a family of its own.")


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
