"""Each rule of refusal, alone and in order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from allocation.choice import choice_of
from allocation.eligibility import RULES, Refusals, must_stay, refusals
from allocation.rules import Eligibility, Lot, Question, Rating, Unrated
from tests.kit.markets import make_market

if TYPE_CHECKING:
    from tests.kit.frames import Row


def asked(
    *,
    provider: Row | None = None,
    person: Row | None = None,
    offer: Row | None = None,
    scheme: Row | None = None,
    **tables: Any,
) -> Refusals:
    """Ask about one offer of P1 to R1, in S1 where a scheme is given."""
    in_scheme = {"scheme": "S1"} if scheme is not None else {}
    market = make_market(
        providers=[{"provider": "P1", **(provider or {})}],
        referrals=[{"referral": "R1", **(person or {})}],
        schemes=[{"scheme": "S1", **(scheme or {})}],
        offers=[{"referral": "R1", "provider": "P1", **in_scheme, **(offer or {})}],
        **tables,
    )
    return refusals(market, choice_of(market))


def refused(**given: Any) -> str:
    """Give the first rule that refuses one offer, empty where none does."""
    return str(asked(**given).first[0])


def test_a_plain_offer_is_eligible() -> None:
    found = asked()
    assert found.eligible.tolist() == [True]
    assert found.first.tolist() == [""]
    assert found.every == [()]


@pytest.mark.parametrize("status", ["declined", "late", "withdrawn"])
def test_only_offers_that_are_offered_are_considered(status: str) -> None:
    assert refused(offer={"status": status}) == "offer_status"


def test_a_closed_provider_is_refused_to_all() -> None:
    closed = {"status": "closed"}
    assert refused(provider=closed) == "provider_status"
    assert refused(provider=closed, person={"current_provider": "P1"}) == (
        "provider_status"
    )


def test_a_provider_that_takes_nobody_new_keeps_its_people() -> None:
    no_new = {"status": "no_new"}
    assert refused(provider=no_new) == "provider_status"
    assert refused(provider=no_new, person={"current_provider": "P1"}) == ""


TWO_LOTS = (Lot(lot="1"), Lot(lot="2", includes=("1",)), Lot(lot="3", includes=("2",)))


@pytest.mark.parametrize(
    ("listed", "lot", "rule"),
    [
        ((), "3", ""),  # no list is all lots
        (("1",), "1", ""),
        (("1",), "2", "lot_approval"),
        (("2",), "1", ""),  # lot 2 includes lot 1
        (("3",), "2", ""),
        (("3",), "1", "lot_approval"),  # nothing is implied: 3 includes 2, not 1
    ],
)
def test_a_provider_serves_its_lots_and_what_they_include(
    listed: tuple[str, ...], lot: str, rule: str
) -> None:
    given = refused(provider={"lots": listed}, person={"lot": lot}, lots=TWO_LOTS)
    assert given == rule


def test_a_row_of_provider_lots_approves() -> None:
    approved = [{"provider": "P1", "lot": "2"}]
    person = {"lot": "2"}
    provider = {"lots": ("1",)}
    assert refused(provider=provider, person=person, lots=TWO_LOTS) == "lot_approval"
    assert (
        refused(provider=provider, person=person, lots=TWO_LOTS, provider_lots=approved)
        == ""
    )


@pytest.mark.parametrize(
    ("span", "rule"),
    [
        ({"approved_from": "2026-11-01"}, ""),
        ({"approved_from": "2026-11-02"}, "lot_approval"),
        ({"approved_to": "2026-11-02"}, ""),
        ({"approved_to": "2026-11-01"}, "lot_approval"),  # [from, to)
    ],
)
def test_approval_is_asked_on_the_day(span: Row, rule: str) -> None:
    approved = [{"provider": "P1", "lot": "1", **span}]
    given = refused(provider_lots=approved, day=date(2026, 11, 1))
    assert given == rule


def test_approval_of_a_wider_lot_stands_in_for_one_that_ended() -> None:
    ended = [{"provider": "P1", "lot": "1", "approved_to": "2026-01-01"}]
    lots = (Lot(lot="1"), Lot(lot="2", includes=("1",)))
    provider = {"lots": ("1", "2")}
    assert refused(provider=provider, lots=lots, provider_lots=ended) == ""
    provider = {"lots": ("1",)}
    given = refused(provider=provider, lots=lots, provider_lots=ended)
    assert given == "lot_approval"


def test_personal_care_needs_registration_whatever_the_lot_says() -> None:
    lots = (Lot(lot="1", requires_cqc=False),)
    needs = {"personal_care": True}
    assert refused(person=needs, lots=lots) == "personal_care"
    assert refused(person=needs, lots=lots, provider={"cqc_registered": True}) == ""


def test_a_lot_may_ask_for_registration() -> None:
    lots = (Lot(lot="1", requires_cqc=True),)
    assert refused(lots=lots) == "lot_cqc"
    assert refused(lots=lots, provider={"cqc_registered": True}) == ""


@pytest.mark.parametrize("support", ["sleep_in", "waking"])
def test_a_lot_may_have_no_night_support(support: str) -> None:
    lots = (Lot(lot="1", accepts_night_support=False),)
    assert refused(lots=lots, person={"night_support": support}) == "night_support"
    assert refused(lots=lots) == ""


@pytest.mark.parametrize(
    ("listed", "asks", "rule"),
    [
        ((), "autism", ""),
        (("autism", "mental health"), "autism", ""),
        (("autism",), "mental health", "client_group"),
        (("autism",), "", ""),
    ],
)
def test_a_provider_serves_its_client_groups(
    listed: tuple[str, ...], asks: str, rule: str
) -> None:
    given = refused(provider={"client_groups": listed}, person={"client_group": asks})
    assert given == rule


@pytest.mark.parametrize(
    ("listed", "asks", "rule"),
    [((), "North", ""), (("North",), "South", "area"), (("North",), "", "")],
)
def test_a_provider_serves_its_areas(
    listed: tuple[str, ...], asks: str, rule: str
) -> None:
    # The person's area is asked, wherever the scheme is.
    given = refused(
        provider={"areas": listed}, person={"area": asks}, scheme={"area": "North"}
    )
    assert given == rule


@pytest.mark.parametrize("rating", ["", "Not rated"])
def test_the_unrated_are_governed_by_their_own_rule_only(rating: str) -> None:
    provider = {"cqc_rating": rating}
    strict = Eligibility(minimum_rating=Rating.OUTSTANDING, rating_too_old_years=1)
    assert refused(provider=provider, eligibility=strict) == ""
    none = Eligibility(unrated=Unrated.REFUSE)
    assert refused(provider=provider, eligibility=none) == "rating"


@pytest.mark.parametrize(
    ("rating", "rule"),
    [
        ("Inadequate", "rating"),
        ("Requires improvement", "rating"),
        ("Good", ""),
        ("Outstanding", ""),
    ],
)
def test_a_rating_may_be_too_low(rating: str, rule: str) -> None:
    rules = Eligibility(minimum_rating=Rating.GOOD)
    assert refused(provider={"cqc_rating": rating}, eligibility=rules) == rule


@pytest.mark.parametrize(
    ("rated_on", "rule"),
    [("2021-11-01", ""), ("2021-10-31", "rating"), (None, "")],
)
def test_a_rating_may_be_too_old(rated_on: str | None, rule: str) -> None:
    rules = Eligibility(rating_too_old_years=5)
    provider = {"cqc_rating": "Good", "cqc_rating_date": rated_on}
    assert refused(provider=provider, eligibility=rules, day=date(2026, 11, 1)) == rule


@pytest.mark.parametrize(("quality", "rule"), [(50.0, ""), (49.9, "minimum_quality")])
def test_a_lot_may_ask_for_quality(quality: float, rule: str) -> None:
    lots = (Lot(lot="1", minimum_quality=50),)
    assert refused(lots=lots, offer={"quality": quality}) == rule


@pytest.mark.parametrize(
    ("marks", "rule"),
    [((1.0, 3.0), ""), ((1.0, 2.9), "minimum_quality"), ((), "")],
)
def test_a_question_may_ask_for_a_mean_mark(
    marks: tuple[float, ...], rule: str
) -> None:
    lots = (
        Lot(
            lot="1",
            question=(
                Question(question="staffing", weight=60, minimum=2),
                Question(question="plan", weight=40),
            ),
        ),
    )
    scores = [
        {
            "referral": "R1",
            "provider": "P1",
            "question": "staffing",
            "score": mark,
            "evaluator": f"E{place}",
        }
        for place, mark in enumerate(marks)
    ]
    low = {"referral": "R1", "provider": "P1", "question": "plan", "score": 0.0}
    assert refused(lots=lots, question_scores=[*scores, low]) == rule


def test_an_accessible_home_is_asked_for_where_there_is_one() -> None:
    needs = {"accessible": True}
    assert refused(person=needs, scheme={"accessible": False}) == "accessibility"
    assert refused(person=needs, scheme={"accessible": True}) == ""
    assert refused(person=needs) == ""


@pytest.mark.parametrize(
    ("tags", "rule"),
    [((), "household"), (("women",), "household"), (("women", "quiet", "x"), "")],
)
def test_a_household_must_have_every_tag(tags: tuple[str, ...], rule: str) -> None:
    needs = {"household": ("women", "quiet")}
    assert refused(person=needs, scheme={"household": tags}) == rule
    assert refused(person=needs) == ""


def test_a_veto_refuses() -> None:
    veto = [{"referral": "R1", "provider": "P1", "veto": True}]
    assert refused(preferences=veto) == "veto"


def test_an_only_refuses_all_else() -> None:
    other = {"referral": "R1", "provider": "P9", "only": True}
    same = {"referral": "R1", "scheme": "S1", "only": True}
    assert refused(preferences=[other]) == "only"
    assert refused(preferences=[other, same], scheme={}) == ""


def test_who_must_stay_is_refused_to_others() -> None:
    market = make_market(
        providers=[{"provider": "P1"}, {"provider": "P2"}],
        referrals=[{"referral": "R1", "must_stay": True, "current_provider": "P2"}],
        offers=[
            {"referral": "R1", "provider": "P1"},
            {"referral": "R1", "provider": "P2"},
        ],
    )
    found = refusals(market, choice_of(market))
    assert found.first.tolist() == ["must_stay", ""]
    assert must_stay(market).tolist() == [True]


def test_a_closed_provider_releases_who_must_stay() -> None:
    market = make_market(
        providers=[{"provider": "P1"}, {"provider": "P2", "status": "closed"}],
        referrals=[{"referral": "R1", "must_stay": True, "current_provider": "P2"}],
        offers=[
            {"referral": "R1", "provider": "P1"},
            {"referral": "R1", "provider": "P2"},
        ],
    )
    found = refusals(market, choice_of(market))
    assert found.first.tolist() == ["", "provider_status"]
    assert must_stay(market).tolist() == [False]


def test_the_first_rule_in_order_is_the_reason_and_all_are_kept() -> None:
    found = asked(
        offer={"status": "late", "quality": 0.0},
        provider={"status": "closed", "cqc_rating": "Inadequate"},
        person={"personal_care": True, "night_support": "waking"},
        preferences=[{"referral": "R1", "provider": "P1", "veto": True}],
        lots=[
            Lot(
                lot="1",
                requires_cqc=True,
                accepts_night_support=False,
                minimum_quality=1,
            )
        ],
        eligibility=Eligibility(minimum_rating=Rating.GOOD),
    )
    assert found.first.tolist() == ["offer_status"]
    assert found.every == [
        (
            "offer_status",
            "provider_status",
            "personal_care",
            "lot_cqc",
            "night_support",
            "rating",
            "minimum_quality",
            "veto",
        )
    ]


def test_the_order_is_that_of_the_contract() -> None:
    # CASE.md, "Meanings that must not vary": order of refusal.
    assert RULES == (
        "offer_status",
        "provider_status",
        "lot_approval",
        "personal_care",
        "lot_cqc",
        "night_support",
        "client_group",
        "area",
        "distance",
        "rating",
        "minimum_quality",
        "accessibility",
        "household",
        "veto",
        "only",
        "must_stay",
    )


def test_no_offers_are_refused_by_nothing() -> None:
    market = make_market(providers=[], referrals=[], offers=[])
    found = refusals(market, choice_of(market))
    assert found.eligible.tolist() == []
    assert found.every == []
