"""Countries are known by their codes and by what people call them."""

import pytest

from analysis.errors import one_of
from analysis.locale.countries import alpha3, country_among, country_expected, country_of, names

MEANT = {
    "KAZ": "KAZ",
    " kaz": "KAZ",
    "kz": "KAZ",
    "UK": "GBR",
    "ROM": "ROU",
    "Kazakhstan": "KAZ",
    "Kasachstan": "KAZ",
    "Казахстан": "KAZ",
    "Ресей": "RUS",
    "Russie": "RUS",
    "russian federation": "RUS",
    "Kazahstan": "KAZ",
    "Ger": "DEU",
}


@pytest.mark.parametrize(("told", "code"), MEANT.items())
def test_a_country_is_known_by_what_people_call_it(told, code):
    assert country_of(told) == code
    assert country_expected(told).startswith(f"expected '{code}' (nearest), or another country")


@pytest.mark.parametrize("told", ["", "Utopia", "slo", "x" * 1000, "oil"])
def test_what_is_no_country_and_what_may_be_two_is_none(told):
    assert country_of(told) == ""


@pytest.mark.parametrize("told", [7, None, ["KAZ"], "Utopia", "EUR"])
def test_whatever_stands_for_a_country_the_form_of_one_is_told(told):
    assert "country by its alpha-3 code of ISO 3166-1" in country_expected(told)


def test_every_code_and_name_stands_for_itself():
    assert all(country_of(name) == code for name, code in names().items())
    assert all(country_of(code) == now for code, now in alpha3().items())


def test_a_country_is_found_among_names_and_ids_too():
    assert country_among("KAZ", ["russia", "kazakhstan"]) == "kazakhstan"
    assert country_among("USA", ["oil", "united_states"]) == "united_states"
    assert country_among("Қазақстан", ["RUS", "KAZ"]) == "KAZ"
    assert country_among("KAZ", ["russia", "gas"]) == "KAZ"
    known = [str(place) for place in range(30)] + ["KAZ"]
    assert one_of(country_among("Kazakhstan", known), known) == (
        "expected 'KAZ' (nearest), or one of 31 known ids"
    )
