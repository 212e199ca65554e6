"""Rules as a council writes them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from allocation.rules import (
    Aims,
    Eligibility,
    Lot,
    PriceFormula,
    Question,
    Rules,
    Scoring,
    Weights,
    exact,
)


def told(kind: type[Rules], **keys: Any) -> list[str]:
    """Give what is said of rules that are refused, key by key."""
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(keys)
    return [
        f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
        for error in caught.value.errors()
    ]


def test_the_defaults_are_those_of_the_contract() -> None:
    assert Scoring().weights == Weights(quality=45, price=30, choice=15, fit=10)
    assert Scoring().price_formula == "lowest_ratio"
    assert Aims().aims == ("placed", "points", "cost")
    assert Aims().tie_break == ("quality", "cost", "draw")
    assert Aims().draw_seed == 20261101
    assert Aims().pounds_per_point == 20
    assert Eligibility().unrated == "allow"


def test_weights_that_do_not_add_to_100_are_told() -> None:
    assert told(Weights, quality=50, price=40) == [
        ": Value error, the weights must add to 100, and add to 90"
    ]


def test_weights_add_as_the_decimals_they_are_written_as() -> None:
    # In binary 33.3 + 33.3 + 33.4 is 99.99999999999999.
    assert Weights(quality=33.3, price=33.3, choice=33.4).fit == 0


def test_a_weight_that_is_left_out_weighs_nothing() -> None:
    assert Weights.model_validate({"quality": 65, "price": 35}).choice == 0


def test_true_is_no_number() -> None:
    assert told(Weights, quality=True, price=99) == [
        "quality: Value error, must be a number, not true or false"
    ]


def test_an_unknown_key_is_told() -> None:
    assert told(Lot, lot="1", tittle="x") == ["tittle: Extra inputs are not permitted"]


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_text_is_an_absent_rule(empty: str) -> None:
    lot = Lot.model_validate(
        {"lot": "1", "budget_gbp_per_week": empty, "minimum_quality": empty}
    )
    assert lot.budget_gbp_per_week is None
    assert lot.minimum_quality is None
    rules = Eligibility.model_validate(
        {"rating_too_old_years": empty, "minimum_rating": empty}
    )
    assert rules == Eligibility()


@pytest.mark.parametrize("written", [20000, 20000.0, "20000", "£20,000.00"])
def test_money_may_be_written_as_in_a_table(written: object) -> None:
    lot = Lot.model_validate({"lot": "1", "budget_gbp_per_week": written})
    assert lot.budget_gbp_per_week == 20000


def test_a_third_decimal_of_money_is_told() -> None:
    assert told(Aims, budget_gbp_per_week=10.005) == [
        "budget_gbp_per_week: Value error, must be money with at most two decimals"
    ]


def test_a_lot_may_be_named_by_a_whole_number() -> None:
    lot = Lot.model_validate({"lot": 2, "includes": [1]})
    assert (lot.lot, lot.includes) == ("2", ("1",))


def test_questions_must_add_to_100() -> None:
    questions = [Question(question="a", weight=40), Question(question="b", weight=50)]
    assert told(Lot, lot="1", question=questions) == [
        (
            "question: Value error, the weights of the questions must add to 100, "
            "and add to 90"
        )
    ]


def test_a_question_stands_once() -> None:
    questions = [Question(question="a", weight=50), Question(question="a", weight=50)]
    assert told(Lot, lot="1", question=questions) == [
        "question: Value error, each question must stand once"
    ]


def test_a_floor_is_below_its_ceiling() -> None:
    assert told(Scoring, floor_gbp_per_week=900, ceiling_gbp_per_week=900) == [
        ": Value error, floor_gbp_per_week must be below ceiling_gbp_per_week"
    ]


def test_aims_stand_once_and_are_not_none() -> None:
    assert told(Aims, aims=["cost", "cost"]) == [
        ": Value error, aims must name each aim once"
    ]
    assert told(Aims, tie_break=["draw", "draw"]) == [
        ": Value error, tie_break must name each aim once"
    ]
    assert told(Aims, aims=[]) == [": Value error, aims must name at least one aim"]


def test_the_draw_is_no_aim_of_its_own() -> None:
    assert told(Aims, aims=["placed", "draw"]) == [
        ": Value error, draw settles ties: name it under tie_break"
    ]


def test_the_rules_of_a_lot_stand_over_those_of_the_case() -> None:
    case = Scoring(floor_gbp_per_week=900, ceiling_gbp_per_week=1500)
    lot = Lot(
        lot="2",
        weights=Weights(quality=65, price=35),
        price_formula=PriceFormula.ABSOLUTE_LINEAR,
        ceiling_gbp_per_week=2000,
    )
    held = case.within(lot)
    assert held.weights.quality == 65
    assert held.price_formula is PriceFormula.ABSOLUTE_LINEAR
    assert (held.floor_gbp_per_week, held.ceiling_gbp_per_week) == (900, 2000)
    assert held.log_base == 2
    assert case.within(Lot(lot="1")) == case


def test_rules_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Scoring().log_base = 3  # type: ignore[misc]  # that it is refused is the test


def test_a_number_is_the_decimal_it_was_written_as() -> None:
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1e22) == 10**22


def test_a_least_mark_above_the_scale_is_refused() -> None:
    with pytest.raises(ValidationError, match="minimum is 7 and out_of 5: nobody"):
        Question(question="staffing", weight=100, minimum=7, out_of=5)
