"""The words of the coding pane in the language of the coder."""

from collections.abc import Sequence

from analysis.labels import translator
from analysis.locale import language_name

FIELDS = (
    "locator",
    "date",
    "date_precision",
    "speaker",
    "actor",
    "target",
    "sector",
    "relation",
    "stance",
)
"""What is asked of a statement, where its study has the field."""
PARAPHRASE = "paraphrase_"


def asked(schema: dict) -> list[str]:
    """Return the fields that the form asks for, of those that a study declares."""
    declared = [field["name"] for field in schema["fields"]]
    told = [name for name in declared if name.startswith(PARAPHRASE)]
    return [name for name in FIELDS if name in declared] + told


def words(language: str, fields: Sequence[str] = ()) -> dict[str, str]:
    """Return the words of the pane by the key under which it asks for them.

    `fields` are those of the form, paraphrases among them.
    """
    t = translator(language)
    told = {name: _paraphrase(name, language) for name in fields if name.startswith(PARAPHRASE)}
    return (
        _fields(language)
        | told
        | {
            "text": t("Text"),
            "form": t("New statement"),
            "paste": t("Paste the text of the document"),
            "paste_help": t(
                "Empty lines part the paragraphs. The text stays in this kernel's memory: it is "
                "written neither to the study nor to the notebook."
            ),
            "show": t("Show the paragraphs"),
            "paragraph": t("Paragraph"),
            "coded": t("Coded already"),
            "whole_page": t("Coded without a paragraph"),
            "in_paragraph": t("In this paragraph"),
            "all": t("All"),
            "nothing": t("No such name or id"),
            "choose": t("Choose"),
            "save": t("Save"),
            "undo": t("Undo"),
            "undo_what": t("Take back the last statement added"),
            "next": t("It will be"),
            "added": t("Added in this session"),
            "none_added": t("None yet."),
            "gone": t("changed or removed since"),
            "saved": t("Saved"),
            "taken_back": t("Taken back"),
            "wrong": t("Not saved: see the fields marked."),
            "again": t("Try again"),
            "lost": t("The kernel does not answer yet. If it was restarted, run the cell again."),
        }
    )


def _fields(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "locator": t("Place"),
        "date": t("Date"),
        "date_precision": t("Known to"),
        "day": t("day"),
        "month": t("month"),
        "year": t("year"),
        "speaker": t("Speaker"),
        "actor": t("Actor"),
        "target": t("Target"),
        "sector": t("Sector"),
        "relation": t("Relation"),
        "stance": t("Stance"),
        "least": t("strained"),
        "middle": t("neutral"),
        "most": t("friendly"),
    }


def _paraphrase(field: str, language: str) -> str:
    """Return what a paraphrase is called: by its language, which CLDR names."""
    t, code = translator(language), field.removeprefix(PARAPHRASE)
    known = {"en": t("Paraphrase in English"), "fr": t("Paraphrase in French")}
    return known.get(code) or t("Paraphrase ({language})", language=language_name(code, language))


def quads(language: str) -> dict[str, str]:
    """Return the names of the quad classes."""
    t = translator(language)
    return {
        "verbal cooperation": t("Verbal cooperation"),
        "material cooperation": t("Material cooperation"),
        "verbal conflict": t("Verbal conflict"),
        "material conflict": t("Material conflict"),
        "structural": t("Structural tie"),
    }
