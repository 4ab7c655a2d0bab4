"""The words of the coding desk in the language of the coder."""

from collections.abc import Sequence

from analysis.labels import translator
from analysis.locale import language_name
from analysis.locale.stances import worded_for

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
REASON = "because"
"""Why a row departs from a rule, which answers a doubt."""


def asked(schema: dict) -> list[str]:
    """Return the fields that the form asks for, of those that a study declares."""
    declared = [field["name"] for field in schema["fields"]]
    told = [name for name in declared if name.startswith(PARAPHRASE)]
    return [name for name in (*FIELDS, *told, REASON) if name in declared]


def words(language: str, fields: Sequence[str] = (), *, states: bool = True) -> dict[str, str]:
    """Return the words of the desk by the key under which it asks for them.

    `fields` are those of the form, paraphrases among them; `states` tells whether the study is of
    two states.
    """
    told = {name: _paraphrase(name, language) for name in fields if name.startswith(PARAPHRASE)}
    parts = (_fields, _text, _list, _deeds, _dialogs, _keys)
    with worded_for(states):
        return {key: word for part in parts for key, word in part(language).items()} | told


def _text(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "text": t("Text"),
        "form": t("Statement"),
        "paste": t("Paste the text of the document"),
        "paste_help": t(
            "Empty lines part the paragraphs. The text stays in this kernel's memory: it is "
            "written neither to the study nor to the notebook."
        ),
        "show": t("Show the paragraphs"),
        "paragraph": t("Paragraph"),
        "earlier": t("Earlier part of the text"),
        "later": t("Later part of the text"),
        "coded": t("Coded already"),
        "in_paragraph": t("In this paragraph"),
        "all": t("All"),
        "nothing": t("No such name or id"),
        "span_lost": t("its words are no longer in the text"),
        "span_moved": t("its words stand elsewhere in the text now"),
        "optional": t("optional"),
        "nothing_more": t("Nothing more to code"),
        "lost": t("The kernel does not answer yet. If it was restarted, run the cell again."),
    }


def _list(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "documents": t("Documents"),
        "filter": t("Filter the documents"),
        "state": t("State"),
        "state_open": t("open"),
        "state_coded": t("coded"),
        "state_due": t("second coding due"),
        "state_new": t("not in the study"),
        "no_text": t("no text here"),
        "previous": t("Previous document"),
        "following": t("Next document"),
        "choose_document": t("Choose a document"),
        "tools": t("Tools"),
    }


def _deeds(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "save": t("Save"),
        "undo": t("Undo"),
        "redo": t("Redo"),
        "cancel": t("Cancel"),
        "edit": t("Edit"),
        "delete": t("Delete"),
        "remark": t("Remark"),
        "doubtful": t("doubtful"),
        "history": t("History"),
        "elsewhere": t("another program"),
        "no_history": t("Not changed since the desk was first opened."),
        "next": t("It will be"),
        "saved": t("Saved"),
        "deleted": t("Deleted"),
        "lacking_short": t("no paraphrase yet"),
        "wrong": t("Not saved: see the fields marked."),
        "deed_add": t("added"),
        "deed_edit": t("edited"),
        "deed_delete": t("deleted"),
        "deed_mark": t("marked"),
        "deed_recode": t("recoded"),
        "deed_merge": t("merged"),
        "deed_import": t("imported"),
        "deed_elsewhere": t("edited elsewhere"),
        "deed_undo": t("taken back"),
        "deed_redo": t("done again"),
    }


def _dialogs(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "close": t("Close"),
        "add": t("Add"),
        "name": t("Name"),
        "actors": t("Actors"),
        "sectors": t("Sectors"),
        "near": t("There already, and alike:"),
        "take": t("Take this one"),
        "alias": t("Add the name to it"),
        "alias_what": t("From now on it is found by this name too"),
        "more": t("More fields"),
        "new_code": t("New actor"),
        "new_sector": t("New sector"),
        "new_document": t("New document"),
        "search": t("Search"),
        "where": t("Where"),
        "in_rows": t("in statements"),
        "in_texts": t("in texts"),
        "find": t("Find"),
        "field": t("Field"),
        "new_value": t("New code or value"),
        "recode": t("Recode"),
        "recode_what": t("Recode what is found"),
        "preview": t("Preview"),
        "made": t("Rows changed"),
        "would_change": t("Rows that would change"),
        "lacking": t("Without paraphrase"),
        "merge": t("Merge"),
        "merge_what": t("Merge or rename a code"),
        "table": t("Table"),
        "merge_old": t("This code"),
        "merge_new": t("becomes this one, or is called so"),
        "import_what": t("Import codes"),
        "import_help": t(
            "Codes of a machine or another program come in as those of one more coder, after a "
            "look: CSV, XLSX, JSON, REFI-QDA (.qdpx), UIMA CAS of INCEpTION."
        ),
        "import_file": t("File on the computer of the kernel"),
        "import_coder": t("Coder under whose name they stand"),
        "import_make": t("Import"),
        "import_would": t("Rows that would come in"),
        "import_made": t("Rows imported"),
    }


def _keys(language: str) -> dict[str, str]:
    t = translator(language)
    return {
        "compare": t("Compare two codings"),
        "first_coder": t("First coder"),
        "second_coder": t("Second coder"),
        "per_code": t("Code by code, and who called what how"),
        "seen_by_one": t("Seen by one coder only:"),
        "code": t("Code"),
        "both": t("both"),
        "precision": t("precision"),
        "recall": t("recall"),
        "deed_settle": t("settled"),
        "keys": t("Keys"),
        "learned": t("Coded so before"),
        "rule": t("What the codebook says of it"),
        "no_rule": t("The codebook says nothing of it."),
        "key_paragraphs": t("go from paragraph to paragraph"),
        "key_code": t("code this paragraph"),
        "key_names": t("take a name of the paragraph, in an empty field"),
        "key_stance": t("choose the stance"),
        "key_enter": t("take what is marked and go on; in the last field, save"),
        "key_sentence": t("choose the next sentence"),
        "key_words": t("choose a word more or less"),
        "key_start": t("the same at the beginning"),
        "key_back": t("back to the text; there, choose nothing"),
        "key_edit": t("go to the statements; there, edit one"),
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
        "least": t("strained"),
        "middle": t("neutral"),
        "most": t("friendly"),
        "because": t("Reason for an exception"),
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
