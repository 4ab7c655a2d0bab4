"""The words of the coding pane in the language of the coder."""

from analysis.labels import translator

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
    "paraphrase_en",
    "paraphrase_fr",
)


def words(language: str) -> dict[str, str]:
    """Return the words of the pane by the key under which it asks for them."""
    t = translator(language)
    return _fields(language) | {
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
        "paraphrase_en": t("Paraphrase in English"),
        "paraphrase_fr": t("Paraphrase in French"),
        "least": t("strained"),
        "middle": t("neutral"),
        "most": t("friendly"),
    }


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
