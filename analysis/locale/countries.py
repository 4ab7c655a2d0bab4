"""Countries as ISO 3166-1 alpha-3, from the tables of CLDR that Babel keeps.

No other library of countries is needed: CLDR has the codes, the withdrawn ones among them, and the
names in every language of a figure. What it lacks stands here: codes that are older, as those of
CAMEO, and English names that files of events write otherwise.
"""

import re
from collections.abc import Collection
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, normalize

from babel import Locale
from babel.core import get_global

from analysis.errors import one_of
from analysis.locale import cldr, languages

PRIVATE = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ|EU|EZ|UN")  # for anyone's own use, and unions of states
OLDER = {"ROM": "ROU", "XKK": "XKX"}
GONE = ("ANT", "SCG", "SUN", "YUG", "CSK")
"""Codes of states with several successors stay what they are: there is no one to give them to."""

KOSOVO = {"XKX": "XK"}  # a code that all use and ISO does not have

FORM = "country by its alpha-3 code of ISO 3166-1"
NEAR, LETTERS = 0.8, 3
"""How much a name is like one that is meant, if it has more letters than a code."""

OTHER_NAMES = {
    "BOL": "Bolivia, Plurinational State of",
    "BRN": "Brunei Darussalam",
    "CCK": "Cocos Islands",
    "CIV": "Ivory Coast; Cote d'Ivoire",
    "COD": "Democratic Republic of the Congo; Democratic Republic of Congo; Congo, Democratic "
    "Republic of the; Congo, the Democratic Republic of the; Zaire",
    "COG": "Republic of the Congo; Congo; Congo, Republic of the",
    "CPV": "Cabo Verde",
    "CZE": "Czech Republic",
    "FLK": "Falkland Islands (Malvinas)",
    "FSM": "Micronesia, Federated States of",
    "GBR": "Great Britain",
    "HKG": "Hong Kong",
    "HMD": "Heard Island and McDonald Islands",
    "IRN": "Iran, Islamic Republic of",
    "KOR": "Republic of Korea; Korea, Republic of",
    "LAO": "Lao People's Democratic Republic",
    "MAC": "Macao; Macau",
    "MDA": "Moldova, Republic of; Republic of Moldova",
    "MKD": "Macedonia; Macedonia, the former Yugoslav Republic of",
    "MMR": "Myanmar; Burma",
    "NLD": "The Netherlands",
    "PCN": "Pitcairn",
    "PRK": "Korea, Democratic People's Republic of; Democratic People's Republic of Korea",
    "PSE": "Occupied Palestinian Territory; Palestinian Territory, Occupied; Palestinian "
    "Territory; Palestine; State of Palestine",
    "RUS": "Russian Federation",
    "SGS": "South Georgia and the South Sandwich Islands",
    "SWZ": "Swaziland",
    "SYR": "Syrian Arab Republic",
    "TLS": "Timor Leste; East Timor",
    "TUR": "Turkey; Turkiye",
    "TWN": "Taiwan, Province of China",
    "TZA": "Tanzania, United Republic of",
    "USA": "United States of America",
    "VAT": "Vatican; Holy See; Holy See (Vatican City State)",
    "VCT": "Saint Vincent and the Grenadines",
    "VEN": "Venezuela, Bolivarian Republic of",
    "VGB": "Virgin Islands, British",
    "VIR": "Virgin Islands, U.S.",
    "VNM": "Viet Nam",
    "ANT": "Netherlands Antilles",
    "SCG": "Serbia and Montenegro",
    "SUN": "Soviet Union",
    "YUG": "Yugoslavia",
    "CSK": "Czechoslovakia",
}
"""English names beside CLDR's, by the code."""


@cache
def alpha3() -> dict[str, str]:
    """Return the alpha-3 code that each alpha-3 code in use, now or formerly, stands for.

    >>> alpha3()["KAZ"], alpha3()["ROM"], alpha3()["SUN"], "EUR" in alpha3()
    ('KAZ', 'ROU', 'SUN', False)
    """
    one = {
        code: places[0]
        for code, places in get_global("territory_aliases").items()
        if re.fullmatch("[A-Z]{3}", code) and len(places) == 1
    }
    real = {code: two for code, two in one.items() if not PRIVATE.fullmatch(two)}
    now = {two: code for code, two in real.items() if code not in _withdrawn()}
    found = {code: now[two] for code, two in real.items()}
    return found | OLDER | {code: code for code in (*GONE, *KOSOVO)}


def _withdrawn() -> tuple[str, ...]:
    return ("BUR", "DDR", "FXX", "TMP", "YMD", "ZAR")


@cache
def names() -> dict[str, str]:
    """Return the code of each country by its English names, which are told in small letters.

    >>> names()["russian federation"], names()["georgia"], names()["bosnia and herzegovina"]
    ('RUS', 'GEO', 'BIH')
    """
    english = Locale("en").territories
    found = {code.lower(): now for code, now in alpha3().items()}
    for code, two in _two_letters().items():
        found |= dict.fromkeys(_spellings(english[two]), code)
    for code, others in OTHER_NAMES.items():
        found |= {each: code for name in others.split("; ") for each in _spellings(name)}
    return found


def country_name(code: str, language: str) -> str:
    """Return the name of a country, or of the EU, in a language; its code where CLDR has none.

    >>> country_name("RUS", "fr"), country_name("SUN", "fr")
    ('Russie', 'SUN')
    """
    two = "EU" if code == "EU" else _two_letters().get(code)
    return cldr(language).territories.get(two, code) if two else code


@cache
def _two_letters() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    now = {code for code, same in alpha3().items() if code == same}
    found = {code: aliases[code][0] for code in sorted(now.difference(GONE, KOSOVO))}
    return found | KOSOVO


def _spellings(name: str) -> set[str]:
    """Return a name in small letters as it may be written: with `and`, `saint` and no accents."""
    small = name.lower().replace("’", "'")
    full = small.replace("&", "and").replace("st. ", "saint ")
    bare = "".join(letter for letter in normalize("NFD", full) if not combining(letter))
    return {small, full, bare}


def country_of(told: str) -> str:
    """Return the code of the country that someone may mean, empty where it is none.

    It is told by a code of two letters or three, or by its name in a language of the figures, in
    letters of any size, by the beginning of a name that no other has, or nearly so.

    >>> [country_of(told) for told in ("kaz", "RU", "Казахстан", "Kazakstan", "Ger", "Utopia")]
    ['KAZ', 'RUS', 'KAZ', 'KAZ', 'DEU', '']
    """
    known, small = _every_name(), told.strip().lower()
    begun = {code for name, code in known.items() if name.startswith(small)}
    if small in known or len(begun) == 1:
        return known.get(small) or begun.pop()
    near = get_close_matches(small, known, n=1, cutoff=NEAR)
    return known[near[0]] if near and len(small) > LETTERS else ""


def country_among(told: object, known: Collection[str]) -> str:
    """Return which of the texts known is the country that someone may mean, or what was told.

    >>> country_among("KAZ", ["kazakhstan", "russia"]), country_among("oil", ["KAZ"])
    ('kazakhstan', 'oil')
    """
    meant = country_of(told) if isinstance(told, str) else ""
    same = (each for each in known if _every_name().get(each.lower().replace("_", " ")) == meant)
    return next(same, str(told)) if meant else str(told)


def country_expected(told: object) -> str:
    """Say what was expected where an alpha-3 code was, the one that may be meant first.

    >>> country_expected("Kazakhstan")
    "expected 'KAZ' (nearest), or another country by its alpha-3 code of ISO 3166-1"
    """
    codes = sorted({*alpha3().values()})
    near = re.match(r"expected '.*' \(nearest\), or ", one_of(country_among(told, codes), codes))
    return f"{near[0]}another {FORM}" if near else f"expected a {FORM}, such as 'KAZ'"


@cache
def _every_name() -> dict[str, str]:
    """Return the code of each country by all that it is called, in small letters."""
    found = {two.lower(): code for code, two in _two_letters().items()}
    for other, now in get_global("territory_aliases").items():
        if len(other) == 2 and len(now) == 1 and now[0].lower() in found:  # such as UK
            found[other.lower()] = found[now[0].lower()]
    for language in languages():
        told = cldr(language).territories
        found |= {told[two].lower(): code for code, two in _two_letters().items() if two in told}
    return found | names()
