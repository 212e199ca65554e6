"""A run prices, makes the market, shares out, and says what it rests on."""

import numpy as np
import pytest

from costing.errors import LawError
from scenarios.case import load_case
from scenarios.market.market import market_of, needs_model
from scenarios.market.prices import pairs_of, price
from scenarios.outcome import outcome_of
from tests.fairlot.test_allocate import write

PACKAGES = """referral,component,quantity
R1,one_to_one,35
R2,two_to_one,7
R2,sleep_in,7
"""


def test_hours_come_from_the_package_where_the_referral_states_none(tmp_path):
    # R1 states 30; R2 has 7 h with two staff = 14 h, and nights are no hours.
    case = load_case(
        write(
            tmp_path,
            referrals="referral,hours_per_week\nR1,30\nR2,\n",
            packages=PACKAGES,
        )
    )
    market = market_of(case, price(case))
    assert market.referrals["hours_per_week"].tolist() == [30.0, 14.0]
    assert market.offers["hours_per_week"].tolist() == [30.0, 30.0, 14.0, 14.0]


def test_the_lot_comes_from_the_needs_where_none_is_stated(tmp_path):
    case = load_case(
        write(
            tmp_path,
            lots_toml='[[lot]]\nlot = "1"\naccepts_night_support = false\n'
            '[[lot]]\nlot = "2"\n',
            referrals="referral,night_support,lot\nR1,waking,\nR2,,2\n",
        )
    )
    assert market_of(case, None).referrals["lot"].tolist() == ["2", "2"]


def test_the_model_is_needed_only_where_something_has_no_price(tmp_path):
    case = load_case(write(tmp_path, packages=PACKAGES))
    assert not needs_model(case)
    unpriced = "referral,provider,price_gbp_per_week,status\nR1,A,,{}\n"
    for status, needed in (("offered", True), ("declined", False)):
        folder = write(tmp_path, packages=PACKAGES, offers=unpriced.format(status))
        assert needs_model(load_case(folder)) is needed


def test_where_nothing_needs_the_model_unknown_law_is_a_note(tmp_path):
    case = load_case(
        write(tmp_path, packages=PACKAGES, case_toml="price_date = 2031-11-01\n")
    )
    outcome = outcome_of(case)
    assert outcome.prices is None
    assert outcome.allocation.status == "optimal"
    assert outcome.notes[-1].startswith(
        "Packages are not priced beside the offers, since law:"
    )


def test_where_a_price_needs_it_unknown_law_is_an_error(tmp_path):
    folder = write(
        tmp_path,
        packages=PACKAGES,
        case_toml="price_date = 2031-11-01\n",
        offers="referral,provider\nR1,A\n",
    )
    with pytest.raises(LawError):
        outcome_of(load_case(folder))


def test_law_can_be_held_and_is_flagged(tmp_path):
    held = 'price_date = 2031-11-01\n[law]\nbeyond_known = "hold"\n'
    case = load_case(write(tmp_path, packages=PACKAGES, case_toml=held))
    flags = {one["name"]: one["flag"] for one in outcome_of(case).provenance["law"]}
    assert flags["national_living_wage"] == "held"


def test_a_background_cost_comes_from_the_rota_where_none_is_stated(tmp_path):
    # One waking shift of 10 h on Monday by day, at 23.98: 239.80. S2 states its own.
    case = load_case(
        write(
            tmp_path,
            schemes="scheme,provider,background_gbp_per_week\nS1,A,\nS2,A,100\nS3,A,\n",
            rotas="scheme,day,start,end\nS1,Mon,08:00,18:00\nS2,Mon,08:00,18:00\n",
        )
    )
    assert needs_model(case)
    market = market_of(case, price(case))
    assert market.schemes["background_pence"].tolist() == [23980, 10000, 0]


def test_a_person_without_an_offer_is_priced_at_the_cases_own_inputs(tmp_path):
    case = load_case(
        write(
            tmp_path,
            packages=PACKAGES,
            offers="referral,provider,price_gbp_per_week\nR1,A,1\n",
        )
    )
    assert pairs_of(case).to_numpy().tolist() == [["R1", "A"], ["R2", ""]]


def test_what_a_study_rests_on_is_written_down_without_times_or_paths(sample_outcome):
    record = sample_outcome.provenance
    assert record["model"]["name"] == "supported-living-england"
    assert record["fingerprint"] == sample_outcome.case.fingerprint
    assert record["price_date"] == "2026-11-01"
    wage = next(one for one in record["law"] if one["name"] == "national_living_wage")
    assert (wage["value"], wage["from"], wage["checked"]) == (12.71, "2026-04-01", True)
    assert str(sample_outcome.case.folder) not in repr(record)


def test_the_sample_adds_up(sample_outcome):
    allocation, schemes = sample_outcome.allocation, sample_outcome.schemes
    opened = schemes[~schemes["already_running"].astype(bool)]
    prices = int(allocation.placements["price_pence"].sum())
    apart = opened[opened["carried_new_pence"] > 0]["background_pence"].sum()
    assert allocation.cost_pence == prices + apart
    parts = [
        "carried_before_pence",
        "carried_new_pence",
        "in_prices_pence",
        "void_pence",
    ]
    assert np.array_equal(schemes[parts].sum(axis=1), schemes["background_pence"])
