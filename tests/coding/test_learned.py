import random

import pytest

from analysis.coding.learned import Memory, held_out, learn, suggested

ROWS = [
    {"statement_id": "1", "document_id": "A", "paraphrase_en": "Oil flows west.", "sector": "oil"},
    {"statement_id": "2", "document_id": "A", "paraphrase_en": "Oil is dear.", "sector": "oil"},
    {"statement_id": "3", "document_id": "B", "paraphrase_en": "Grain is sold.", "sector": "farm"},
    {"statement_id": "4", "document_id": "B", "paraphrase_en": "Нефть идёт.", "sector": "oil"},
]


def test_the_nearest_rows_give_their_codes_and_are_told():
    table = suggested(learn(Memory(), ROWS), "More oil", "sector")
    assert table["code"].iloc[0] == "oil" and {"1", "2"} == set(table["rows"].iloc[0])
    assert table["weight"].sum() == pytest.approx(1)
    assert suggested(learn(Memory(), ROWS), "нефти", "sector")["rows"].iloc[0] == ["4"]


def test_what_is_like_nothing_has_no_suggestion():
    assert suggested(learn(Memory(), ROWS), "xyzzy", "sector").empty
    assert suggested(Memory(), "oil", "sector").empty
    assert suggested(learn(Memory(), []), "oil", "sector").empty


def test_actors_chosen_already_count():
    rows = [row | {"actor": actor} for row, actor in zip(ROWS, "abcd", strict=True)]
    memory = learn(Memory(), rows)
    assert suggested(memory, "", "sector", {"actor": "c"})["code"].tolist() == ["farm"]


def test_documents_left_out_do_not_vote():
    memory = learn(Memory(), ROWS)
    assert suggested(memory, "oil is sold", "sector", without=["A"])["code"].tolist() == ["farm"]


def test_what_is_learned_row_by_row_is_what_is_learned_at_once():
    memory = Memory()
    for count in range(1, 5):
        memory = learn(memory, ROWS[:count])
    at_once = suggested(learn(Memory(), ROWS), "oil is sold", "sector")
    assert suggested(memory, "oil is sold", "sector").equals(at_once)


@pytest.mark.long
@pytest.mark.parametrize("size", [100, 200, 400, 827])
def test_most_codes_of_the_study_are_among_the_first_three(study, size):
    rows = study.statements.astype(str).to_dict("records")
    rows = random.Random(1).sample(rows, min(size, len(rows)))
    groups = dict(zip(study.documents["document_id"], study.documents["family"], strict=True))
    right = {name: held_out(rows, groups, name) for name in ("sector", "relation")}
    print(f"{size} rows: sector {right['sector']:.2f}, relation {right['relation']:.2f}")
    least = {100: 0.45, 200: 0.55, 400: 0.65}.get(size, 0.75)
    assert right["sector"] >= least
