"""What the fields of documents, actors and sectors are called and mean, in the coder's language."""

import re

from analysis.labels import Translate, translator
from analysis.locale import language_name

NAME = "name_"
NAMED = re.compile(r"Name of the (actor|sector) in .*, short enough for a figure\.")


def label_of(field: str, language: str) -> str:
    """Return what a field is called; one that only a study has goes by its name.

    >>> label_of("title", "fr"), label_of("name_ru", "en"), label_of("mood", "de")
    ('Titre', 'Name (Russian)', 'mood')
    """
    t = translator(language)
    if field.startswith(NAME):
        named = language_name(field.removeprefix(NAME), language)
        return t("Name ({language})", language=named)
    return _labels(t).get(field, field)


def described(text: str, language: str) -> str:
    """Return what a package says of a field, where usual in the coder's language.

    >>> described("Address of the document.", "de"), described("Of our own.", "de")
    ('Adresse des Dokuments.', 'Of our own.')
    """
    t = translator(language)
    if NAMED.fullmatch(text):
        return t("Short enough for a figure.")
    usual = dict(zip(_sentences(str), _sentences(t), strict=True))
    return usual.get(text, text)


def _labels(t: Translate) -> dict[str, str]:
    return {
        "document_id": t("Id"),
        "actor_id": t("Id"),
        "sector_id": t("Id"),
        "date": t("Date"),
        "date_basis": t("What the date rests on"),
        "publisher": t("Publisher"),
        "publisher_country": t("Country of the publisher"),
        "side": t("Side"),
        "title": t("Title"),
        "language": t("Language"),
        "url": t("Address"),
        "archive_url": t("Address in an archive"),
        "accessed": t("Read on"),
        "kind": t("Kind"),
        "quality": t("Distance from the event"),
        "family": t("Family"),
        "because": t("Reason for an exception"),
        "country": t("Country"),
        "part_of": t("Part of"),
        "role": t("Role"),
        "aliases": t("Other names"),
        "wikidata": t("Wikidata item"),
        "since": t("In office since"),
        "until": t("In office until"),
        "isic": t("Heading of ISIC"),
    }


def _sentences(t: Translate) -> list[str]:
    return [*_of_documents(t), *_of_codes(t)]


def _of_documents(t: Translate) -> list[str]:
    return [
        t("Identifier of the document."),
        t(
            "Day of publication or, when the page shows none, day of the event that the document "
            "reports; empty when neither is known."
        ),
        t(
            "What the date rests on: `published`, the day the page itself shows; `address`, the "
            "day in its address; `inferred`, a day whose year or month had to be inferred; "
            "`event`, the day of the event reported; `none`, no day is known."
        ),
        t("Who published the document, as it names itself."),
        t(
            "Country of the publisher (ISO 3166-1 alpha-3); empty when it is not known or there is "
            "none."
        ),
        t("Side on which the publisher stands, one of `sides` in `datapackage.json`."),
        t(
            "Title in the language of the document. Parentheses around the whole mark a title that "
            "was not read on the page but made up from its address or contents."
        ),
        t("Language of the document (BCP 47), such as `en`."),
        t("Address of the document."),
        t("Address of a copy in a public web archive that was seen; empty when none was."),
        t("Day on which the page was read; empty when it was not noted."),
        t(
            "Kind of document: `news`, a report on events by a medium; `official`, a decision, "
            "treaty, law or record of a public authority; `statement`, the words of a person or "
            "body, in full; `report`, a longer study by a body; `analysis`, an assessment by an "
            "expert or medium; `dataset`, published figures; `other`."
        ),
        t(
            "Distance from the event: `A`, original or official; `B`, agency report or a faithful "
            "copy of one; `C`, aggregator, digest or rewrite."
        ),
        t(
            "Name shared by documents that rest on the same wire or the same event text, which "
            "must not count as independent sources."
        ),
        t(
            "Answers a warning of the check: why this row departs from a rule of the codebook, in "
            "a few words; empty for all others."
        ),
    ]


def _of_codes(t: Translate) -> list[str]:
    return [
        t("Identifier of the actor, never that of a sector."),
        t(
            "Kind of actor: `person`; `state`; `body`, an organ of a state; `organization`, of "
            "several states or of civil society; `company`; `media`, an outlet or the outlets of a "
            "country; `group`, a collective without an organization of its own."
        ),
        t(
            "Country of the actor (ISO 3166-1 alpha-3); empty when it belongs to none or to "
            "several, or when it is not known."
        ),
        t(
            "Actor under which this one is counted when actors are grouped; it claims neither "
            "ownership nor control."
        ),
        t(
            "`leader`, a person who speaks for a state, party or movement as its head; "
            "`joint_text`, a text that several parties signed; empty for all others."
        ),
        t("Other spellings, full forms and usual stand-ins, separated by a semicolon and a space."),
        t("Wikidata item of the actor, given only when it has been checked."),
        t(
            "First day in the office that the role or the name tells of; empty when it is not "
            "known or there is none."
        ),
        t(
            "Last day in that office; empty while it is held, or when it is not known or there is "
            "none."
        ),
        t("Identifier of the sector, never that of an actor."),
        t("Wider sector that this one is part of."),
        t(
            "Nearest heading of ISIC Rev. 4: the letter of its section, then the digits of the "
            "division, group or class, such as B061; empty when none fits well."
        ),
    ]
