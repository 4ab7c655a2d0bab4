"""The voices that charts compare: those that lead, as a study calls them, and all others."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from analysis.labels import strung, translator
from analysis.measures.headlines import LEADERS, OTHERS
from analysis.study.load import Study

JOINT = "joint_text"
BACK, FRONT = "аоуұыяё", "әеөүіиэ"


class Leading(NamedTuple):
    """What leading voices are called (singular and plural, by language), and which of them speak.

    `roles` are the roles of the actors that speak.
    """

    called: Mapping[str, tuple[str, str]]
    roles: frozenset[str]


class Voice(str):
    """A name that a catalogue may ask for in the genitive of Kazakh: `{leaders:genitive}`."""

    def __format__(self, form: str) -> str:
        if form != "genitive":
            return super().__format__(form)
        vowels = [letter for letter in self.lower() if letter in BACK + FRONT]
        return f"{self}{'дің' if vowels and vowels[-1] in FRONT else 'дың'}"


def leading_in(study: Study) -> Leading:
    """Return who leads among those who speak in the statements of a study."""
    called = {code: tuple(words) for code, words in study.package.get("leaders", {}).items()}
    if "speaker" not in study.statements or "role" not in study.actors:
        return Leading(called, frozenset())
    speaks = study.actors["actor_id"].isin(study.statements["speaker"])
    return Leading(called, frozenset(study.actors.loc[speaks, "role"].dropna()))


def voice_names(leading: Leading, language: str) -> dict[str, str]:
    """Return what the leading voices that speak, and all others, are called.

    >>> voice_names(Leading({"en": ("mayor", "mayors")}, frozenset({"leader"})), "en")
    {'leaders': 'mayors', 'others': 'all other voices'}
    >>> voice_names(Leading({}, frozenset({"leader", "joint_text"})), "en")["leaders"]
    'leaders and joint texts'
    >>> voice_names(Leading({}, frozenset()), "en")["others"]
    'all voices'
    """
    t, word = translator(language), leaders_word(leading, language)
    both = JOINT in leading.roles and leading.roles != {JOINT}
    leaders = t("{leaders} and joint texts", leaders=word) if both else word
    return {
        LEADERS: Voice(leaders),
        OTHERS: t("all other voices") if leading.roles else t("all voices"),
    }


def leaders_word(leading: Leading, language: str) -> Voice:
    """Return what leading voices are called; where only joint texts speak, these."""
    t = translator(language)
    if leading.roles == {JOINT}:
        return Voice(t("joint texts"))
    return Voice(leading.called.get(language, ("", t("leaders")))[-1])


def begun(text: str) -> str:
    """Return a sentence with its first letter as a capital.

    >>> begun("presidents and others")
    'Presidents and others'
    """
    return text[:1].upper() + text[1:]


def voices_shown(table: pd.DataFrame, leading: Leading, language: str) -> str:
    """Return what a caption says of the marks of the voices in a table, of none that is not."""
    t, named, there = translator(language), voice_names(leading, language), set(table["voice"])
    marks = {
        LEADERS: t("blue diamonds: {voice}", voice=named[LEADERS]),
        OTHERS: t("orange circles: {voice}", voice=named[OTHERS]),
    }
    return begun(strung((mark for voice, mark in marks.items() if voice in there), language))


def one_voice(table: pd.DataFrame, leading: Leading, language: str) -> str:
    """Return what a chart of voices says when only one of them speaks; else nothing."""
    t, there = translator(language), set(table["voice"])
    if LEADERS not in there:
        return t("No leading voice speaks here: there is nothing to compare.")
    if OTHERS not in there:
        leaders = voice_names(leading, language)[LEADERS]
        return t(
            "Only {leaders} speak here: there is nobody to compare them with.", leaders=leaders
        )
    return ""
