"""Countries of event data as ISO 3166-1 alpha-3, from the tables of CLDR that Babel keeps.

No other library of countries is needed: CLDR has the codes, the withdrawn ones among them, and the
names in every language of a figure. What it lacks stands here: codes of CAMEO that are older, and
English names that ICEWS and its like write otherwise.
"""

import re
from functools import cache
from unicodedata import combining, normalize

import ibis
from babel import Locale
from babel.core import get_global

from analysis.locale import cldr
from analysis.sources.events.known import looked_up

PRIVATE = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ|EU|EZ|UN")  # for anyone's own use, and unions of states
OLDER = {"ROM": "ROU", "XKK": "XKX"}
GONE = ("ANT", "SCG", "SUN", "YUG", "CSK")
"""Codes of states with several successors stay what they are: there is no one to give them to."""

KOSOVO = {"XKX": "XK"}  # a code that all use and ISO does not have

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


def with_code(table: ibis.Table, field: str, into: str) -> ibis.Table:
    """Add the country whose alpha-3 code a field holds, missing where it is none."""
    return looked_up(table, table[field].cast("string"), alpha3(), into)


def with_country(table: ibis.Table, field: str, into: str) -> ibis.Table:
    """Add the country whose English name or alpha-3 code a field holds, missing where none."""
    return looked_up(table, table[field].cast("string").strip().lower(), names(), into)
