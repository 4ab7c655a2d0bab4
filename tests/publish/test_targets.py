import pytest

from analysis.errors import InputError
from analysis.publish.targets import FORMATS, TARGETS, check_formats, check_size, find_target, fits


@pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))
def test_each_line_of_the_table_is_whole(target):
    assert list(target.widths) == sorted(target.widths)
    assert target.least <= target.text <= (target.most or target.text)
    assert set(target.takes) <= set(FORMATS)
    assert target.colours == "RGB" and target.dpi >= 150
    assert target.sources and all(source.startswith("http") for source in target.sources)


def test_what_publishers_ask():
    # as their pages, named in the table, state it
    assert TARGETS["nature"][1:7] == ((89, 183), False, 170, 5, 7, 7)
    assert TARGETS["plos"][1:6] == ((66.8, 190.5), True, 222.3, 8, 12)
    assert TARGETS["science"].widths == (57, 121, 184)
    assert TARGETS["elsevier"].widths == (90, 140, 190)


def test_an_unknown_target_is_named_with_the_nearest():
    with pytest.raises(InputError) as raised:
        find_target("natur")
    assert raised.value.problems[0].startswith("target: 'natur'; expected 'nature' (nearest)")


def test_widths_stand_alone_or_between_two():
    nature, plos = TARGETS["nature"], TARGETS["plos"]
    assert fits(nature, 89) and fits(nature, 183.005) and not fits(nature, 120)
    assert fits(plos, 120) and not fits(plos, 66) and not fits(plos, 191)


def test_a_wrong_size_is_told_in_millimetres():
    assert check_size(TARGETS["nature"], 183, 170) == []
    assert check_size(TARGETS["science"], 184, 900) == []
    assert check_size(TARGETS["plos"], 200, 223) == [
        "width: 200.0 mm; plos takes 66.8 to 190.5 mm",
        "height: 223.0 mm; plos takes at most 222.3 mm: plot fewer rows",
    ]


def test_formats_are_known_and_taken():
    assert check_formats(TARGETS["plos"], ["tiff", "eps"]) == []
    assert check_formats(TARGETS["plos"], ["docx", "pdf"]) == [
        "formats: 'docx'; expected one of: pdf, svg, png, tiff, eps",
        "formats: 'pdf'; plos takes tiff, eps",
    ]
