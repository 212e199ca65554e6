"""Offers are completed as the case contract has it, and nothing is made up."""

import pandas as pd
import pytest

from allocation.rules import Lot, Question
from costing.document.parts import Component
from costing.tables import frame_of
from scenarios.inputs.contract.offers import OFFERS, QUESTION_SCORES
from scenarios.inputs.contract.people import PACKAGES, REFERRALS
from scenarios.inputs.contract.providers import PROVIDERS
from scenarios.inputs.contract.schemes import SCHEMES
from scenarios.market.offers import (
    completed,
    offers_of_all,
    quality_from_scores,
    referral_hours,
)

REFERRAL = frame_of(REFERRALS, [{"referral": "R1", "hours_per_week": 35.0}])
PROVIDER = frame_of(
    PROVIDERS, [{"provider": "P1", "quality": 70.0}, {"provider": "P2"}]
)
HOUSES = frame_of(
    SCHEMES,
    [
        {"scheme": "S1", "provider": "P1", "places": 2.0},
        {"scheme": "S2", "provider": "P1", "places": 1.0, "occupied_places": 1.0},
        {"scheme": "S3", "provider": "P1"},
    ],
).assign(background_pence=[50001, 0, 0])
NO_SCORES = pd.DataFrame({"referral": [], "provider": [], "scored_quality": []})


def component(name, unit, staff=1.0):
    return Component(name=name, line="price", unit=unit, staff=staff, row=1)


def complete(*records, modelled=None, scored=NO_SCORES):
    return completed(
        frame_of(
            OFFERS, [{"referral": "R1", "provider": "P1", **one} for one in records]
        ),
        referrals=REFERRAL,
        providers=PROVIDER,
        schemes=HOUSES,
        modelled=modelled,
        scored=scored,
    )


def test_hours_are_those_of_staff_and_no_others():
    # 10 + 2 x 4 + 84 / 3 = 46 h; nights are no hours.
    packages = frame_of(
        PACKAGES,
        [
            {"referral": "R1", "component": "one_to_one", "quantity": 10.0},
            {"referral": "R1", "component": "two_to_one", "quantity": 4.0},
            {
                "referral": "R1",
                "component": "background",
                "quantity": 84.0,
                "shared_by": 3.0,
            },
            {"referral": "R1", "component": "sleep_in", "quantity": 7.0},
        ],
    )
    components = {
        "one_to_one": component("one_to_one", "h"),
        "two_to_one": component("two_to_one", "h", 2.0),
        "background": component("background", "h"),
        "sleep_in": component("sleep_in", "night"),
    }
    hours = referral_hours(packages, components)
    assert hours.to_dict("records") == [{"referral": "R1", "package_hours": 46.0}]


def test_an_offer_without_a_price_takes_the_models():
    modelled = pd.DataFrame(
        {"referral": ["R1"], "provider": ["P1"], "price_pence": [83930]}
    )
    full = complete(
        {}, {"price_gbp_per_week": 812.5, "scheme": "S3"}, modelled=modelled
    )
    assert full["price_pence"].tolist() == [83930, 81250]
    assert full["modelled"].tolist() == [True, False]


def test_an_offer_with_neither_is_never_given_a_price():
    with pytest.raises(ValueError, match="neither a price nor a package"):
        complete({})
    assert complete({"status": "declined"})["price_pence"].tolist() == [0]


def test_offers_are_compared_with_their_part_of_the_core():
    # 800.00 + 500.01 / 2 = 1050.005 -> 1050.01, unless the price holds the core.
    full = complete(
        {"price_gbp_per_week": 800.0, "scheme": "S1"},
        {"price_gbp_per_week": 800.0, "scheme": "S1", "core_included": True},
        {"price_gbp_per_week": 800.0},
    )
    assert full["evaluated_pence"].tolist() == [105001, 80000, 80000]


def test_quality_is_the_offers_else_the_scores_else_the_providers_else_nothing():
    scored = pd.DataFrame(
        {"referral": ["R1"], "provider": ["P1"], "scored_quality": [64.0]}
    )
    own = {"price_gbp_per_week": 1.0, "quality": 0.0}
    plain = {"price_gbp_per_week": 1.0, "scheme": "S1"}
    other = {"price_gbp_per_week": 1.0, "provider": "P2"}
    assert complete(own, plain, other, scored=scored)["quality"].tolist() == [0, 64, 0]
    assert complete(plain)["quality"].tolist() == [70]


def test_hours_are_the_referrals_where_the_offer_states_none():
    full = complete(
        {"price_gbp_per_week": 1.0},
        {"price_gbp_per_week": 1.0, "scheme": "S3", "hours_per_week": 0.0},
    )
    assert full["hours_per_week"].tolist() == [35.0, 0.0]


def test_scores_become_quality_by_the_mean_of_evaluators():
    # staffing 40 x mean(3, 4) / 5 = 28; values 60 x 5 / 5 = 60; together 88.
    lot = Lot(
        lot="1",
        question=(
            Question(question="staffing", weight=40),
            Question(question="values", weight=60),
        ),
    )
    base = {"referral": "R1", "provider": "P1"}
    scores = frame_of(
        QUESTION_SCORES,
        [
            {**base, "question": "staffing", "score": 3.0, "evaluator": "A"},
            {**base, "question": "staffing", "score": 4.0, "evaluator": "B"},
            {**base, "question": "values", "score": 5.0, "evaluator": "A"},
        ],
    )
    lot_of = pd.DataFrame({"referral": ["R1"], "lot": ["1"]})
    quality = quality_from_scores(scores, lot_of, [lot])
    assert quality["scored_quality"].tolist() == [88.0]


def test_without_a_table_each_provider_offers_into_its_schemes_with_room():
    offers = offers_of_all(REFERRAL, PROVIDER, HOUSES, ["R1"])
    assert offers[["provider", "scheme"]].to_numpy().tolist() == [
        ["P1", "S1"],
        ["P1", "S3"],
        ["P2", ""],
    ]
    assert offers["core_included"].all()
    assert (offers["status"] == "offered").all()
