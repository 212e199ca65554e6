"""Whom a plan places in a house: their share, what they buy, and who pays for it."""

import pytest

from costing.schemes.double_pay import Quantity, Support
from costing.schemes.funding import Funding
from costing.schemes.sharing import Rule
from costing.schemes.voids import Bearer, borne
from scenarios.case import load_case
from scenarios.outcome import outcome_of
from scenarios.schemes.houses import houses_of
from tests.kit.house import FILES, write_house

REFERRALS = "referral,hours_per_week\nR1,30\n"
OFFERS = """\
referral,provider,scheme,price_gbp_per_week,core_included,quality
R1,P1,H1,{},{},50
"""
# 42 hours that three share are 14 of R1's own; the model's hour is 23.98 on this day.
PACKAGES = """\
referral,component,quantity,shared_by,funder
R1,background,42,3,council
R1,one_to_one,15,1,council
R1,one_to_one,5,1,health
"""
RATES = "provider,service,rate_gbp\nP1,background,24.00\nP1,one_to_one,24.00\n"


def planned(folder, offers, **changed):
    tables = {"referrals": REFERRALS, "offers": offers, "packages": PACKAGES}
    tables |= {"rates": RATES, **changed}
    case = load_case(write_house(folder, **tables))
    outcome = outcome_of(case)
    assert outcome.allocation.placements["referral"].tolist() == ["R1"]
    return houses_of(case, outcome=outcome)


@pytest.fixture
def apart(tmp_path):
    return planned(tmp_path, OFFERS.format("480.00", "no"))


def test_who_is_placed_shares_as_their_offer_was_compared(apart):
    (house,) = apart.houses
    assert apart.with_plan
    shares = house.shared[Rule.PLACES].now.shares
    assert shares == {"A": 33600, "B": 33600, "C": 33600, "R1": 33600}
    assert house.shared[Rule.PLACES].now.void_pence == 0


def test_their_assessed_hours_are_their_part_of_what_is_shared(apart):
    # 10, 18, 24 and 14 of 66 hours: 1,344.00 x 14 / 66 = 285.09.
    (house,) = apart.houses
    assert house.people[-1].tenant.minutes == 14 * 60
    assert house.shared[Rule.HOURS].now.shares["R1"] == 28509


def test_the_price_of_the_offer_is_shared_over_the_lines_by_what_they_cost(apart):
    # The background is apart: 480.00 over 15 hours of the council and 5 of health.
    (house,) = apart.houses
    assert house.funded.people["R1"] == Funding(48000, 12000, 36000, 0, 0)


def test_what_is_apart_is_bought_at_the_price_of_the_house(apart):
    (house,) = apart.houses
    assert house.people[-1].bought == {
        Support.CORE: Quantity(14, 33600),
        Support.ONE_TO_ONE: Quantity(20, 48000),
    }


def test_a_price_that_holds_the_background_is_shared_over_it_too(tmp_path):
    # 680.00 over 14, 15 and 5 hours at one price: 280, 300 and 100.
    (house,) = planned(tmp_path, OFFERS.format("680.00", "yes")).houses
    assert house.people[-1].bought == {
        Support.CORE: Quantity(14, 28000),
        Support.ONE_TO_ONE: Quantity(20, 40000),
    }
    assert house.funded.people["R1"] == Funding(68000, 10000, 58000, 0, 0)


def test_without_a_package_the_price_is_one_line_of_the_councils(tmp_path):
    offers = OFFERS.format("480.00", "no")
    (house,) = planned(tmp_path, offers, packages=None).houses
    assert house.funded.people["R1"] == Funding(48000, 0, 48000, 0, 0)
    assert set(house.shared) == {Rule.PLACES, Rule.TENANTS}


def test_what_the_person_buys_is_apart_from_public_funders(tmp_path):
    packages = PACKAGES.replace("5,1,health", "5,1,client")
    offers = OFFERS.format("480.00", "no")
    (house,) = planned(tmp_path, offers, packages=packages).houses
    assert house.funded.people["R1"] == Funding(48000, 0, 36000, 12000, 0)


def test_the_ledger_of_the_void_is_told_without_the_plan(apart):
    (house,) = apart.houses
    assert borne(house.voids.weeks) == {Bearer.COUNCIL: 134400, Bearer.PROVIDER: 129600}


def test_who_is_given_out_anew_and_placed_has_left(tmp_path):
    # A is up for award and goes to another house; B and C stay.
    commitments = FILES["commitments.csv"].replace(
        "legal_basis", "legal_basis,up_for_award"
    )
    commitments = commitments.replace("care_act\n", "care_act,yes\n")
    schemes = FILES["schemes.csv"] + "H2,P1,2,0,500.00,,\n"
    case = load_case(
        write_house(
            tmp_path,
            commitments=commitments,
            schemes=schemes,
            referrals="referral,hours_per_week\nA,12\n",
            offers=OFFERS.replace("R1,P1,H1", "A,P1,H2").format("480.00", "no"),
        )
    )
    before = houses_of(case).houses
    after = houses_of(case, outcome=outcome_of(case)).houses
    names = [[one.person for one in house.people] for house in (*before, *after)]
    assert names == [["A", "B", "C"], [], ["B", "C"], ["A"]]
