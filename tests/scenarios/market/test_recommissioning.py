"""People whose support is given out anew stand among the referrals."""

import pytest

from costing.errors import InputError
from scenarios.case import load_case
from scenarios.caseload import caseload, with_plan
from scenarios.expectations import measures
from scenarios.market.market import market_of
from scenarios.market.prices import price
from scenarios.market.recommissioning import recommissioned
from scenarios.outcome import outcome_of
from tests.kit.folders import FILES, with_row, with_text, write

HEAD = (
    "person,provider,scheme,lot,component,units_per_week,unit,weekly_gross_gbp,"
    "legal_basis,start,end,up_for_award\n"
)


def case_of(folder, *rows, **changed):
    """Give the small case with these lines of the caseload."""
    lines = HEAD + "".join(f"{row}\n" for row in rows)
    return load_case(write(folder, **{"commitments_csv": lines, **changed}))


APART = {"may_not_share_csv": None}
NO_OFFERS = {"offers_csv": None, "question_scores_csv": None, **APART}


def made(case):
    """Give the referral of C1."""
    found = recommissioned(case).tables["referrals"].set_index("referral")
    return found.loc["C1"]


def test_who_is_up_for_award_becomes_a_referral_of_what_their_lines_say(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,S1,2,one_to_one,10.5,hours,260,care_act,,2027-01-31,yes",
        "C1,P1,S1,2,background,4,hours,90,care_act,,2027-03-31,yes",
        **APART,
    )
    found = made(case)
    assert found["lot"] == "2"
    assert found["area"] == "North"
    assert found["hours_per_week"] == 14.5
    assert found["night_support"] == "none"
    assert found["priority"] == 1
    assert found["current_provider"] == "P1"
    assert found["current_scheme"] == "S1"
    assert str(found["start_by"].date()) == "2027-01-31"
    assert not found["must_stay"]


def test_their_package_is_their_lines(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,S1,1,one_to_one,10.5,hours,260,chc,,,yes",
        "C1,P1,S1,1,background,4,hours,90,care_act,,,yes",
        **APART,
    )
    lines = recommissioned(case).tables["packages"]
    mine = lines[lines["referral"] == "C1"]
    told = mine[["component", "quantity", "shared_by", "funder", "scheme"]]
    assert told.to_numpy().tolist() == [
        ["one_to_one", 10.5, 1.0, "health", "S1"],
        ["background", 4.0, 1.0, "council", "S1"],
    ]


def test_without_a_component_in_every_line_there_is_no_package(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,S1,1,one_to_one,10,hours,260,,,,yes",
        "C1,P1,S1,1,,,hours,90,,,,yes",
        **APART,
    )
    assert "C1" not in set(recommissioned(case).tables["packages"]["referral"])


def test_a_package_of_their_own_stands(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,S1,1,one_to_one,10,hours,260,,,,yes",
        packages_csv=with_row("packages.csv", "C1,one_to_one,33,"),
        **APART,
    )
    lines = recommissioned(case).tables["packages"]
    assert lines.loc[lines["referral"] == "C1", "quantity"].tolist() == [33]


@pytest.mark.parametrize(
    ("components", "night"),
    [
        (("sleep_in",), "sleep_in"),
        (("sleep_in", "waking_night"), "waking"),
        (("one_to_one",), "none"),
    ],
)
def test_night_support_is_told_by_the_components(tmp_path, components, night):
    rows = [f"C1,P1,,2,{name},7,nights,100,,,,yes" for name in components]
    model = 'model = "model.toml"\n'
    case = case_of(
        tmp_path,
        *rows,
        case_toml=with_text("case.toml", model, ""),
        provider_costs_csv=None,
        rates_csv=None,
        **APART,
    )
    assert made(case)["night_support"] == night


def test_who_has_a_referral_keeps_it_and_is_told_where_they_are(tmp_path):
    case = case_of(
        tmp_path,
        "R2,P1,S1,1,one_to_one,12,hours,300,,,,yes",
        **APART,
    )
    changed = recommissioned(case).tables["referrals"].set_index("referral")
    assert len(changed) == 2
    assert changed.loc["R2", "current_provider"] == "P1"
    assert changed.loc["R2", "current_scheme"] == "S1"
    assert changed.loc["R2", "area"] == "South"


def test_where_someone_is_now_counts_as_a_move(tmp_path):
    case = case_of(
        tmp_path,
        "R2,P1,S1,2,one_to_one,12,hours,300,,,,yes",
        **APART,
    )
    outcome = outcome_of(case)
    placed = outcome.allocation.placements.set_index("referral")
    assert placed.loc["R2", "provider"] == "P2"
    known = outcome.market.referrals.set_index("referral")
    assert known.loc["R2", "current_provider"] == "P1"


def test_doing_it_again_changes_nothing(tmp_path):
    case = case_of(tmp_path, "C1,P1,S1,1,one_to_one,10,hours,260,,,,yes", **APART)
    once = recommissioned(case)
    again = recommissioned(once)
    for name in case.tables:
        assert again.tables[name].equals(once.tables[name]), name


def test_who_is_not_up_for_award_is_left_where_they_are(tmp_path):
    case = case_of(tmp_path, "C1,P1,S1,1,one_to_one,10,hours,260,,,,no")
    assert recommissioned(case) is case


def test_an_award_may_follow_on_an_agreement_that_has_ended(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,,1,one_to_one,9,hours,,,,2025-11-01,yes",
        "C1,P1,,1,one_to_one,10,hours,,,,2026-10-01,yes",
        **APART,
    )
    assert made(case)["hours_per_week"] == 10


def test_a_closed_provider_keeps_nobody(tmp_path):
    case = case_of(tmp_path, "C1,P3,,1,one_to_one,10,hours,260,,,,no", **APART)
    assert made(case)["current_provider"] == "P3"
    market = market_of(case, price(case))
    assert market.commitments["up_for_award"].tolist() == [True]


def test_a_line_with_a_closed_provider_that_has_ended_is_nobodys(tmp_path):
    case = case_of(
        tmp_path, "C1,P3,,1,one_to_one,10,hours,260,,,2026-11-01,no", **APART
    )
    assert recommissioned(case) is case


def test_who_has_no_offer_is_unplaced_for_that_reason(tmp_path):
    case = case_of(tmp_path, "C1,P2,,1,one_to_one,10,hours,260,,,,yes", **APART)
    outcome = outcome_of(case)
    left = outcome.allocation.unplaced.set_index("referral")["reason"]
    assert left["C1"] == "Nobody has made an offer."
    assert measures(case, outcome.allocation)["unplaced"] == 1


def test_who_has_no_offer_waits_at_what_they_cost_now(tmp_path):
    case = case_of(tmp_path, "C1,P2,,1,one_to_one,10,hours,260,,,,yes", **APART)
    found = with_plan(caseload(case), outcome_of(case))
    assert found.waiting == ("C1",)
    assert found.waiting_pence == 26000
    assert found.kept_pence == 0


def test_an_offer_may_name_who_is_up_for_award(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,,1,one_to_one,10,hours,260,,,,yes",
        offers_csv=with_row("offers.csv", "C1,P2,,250,"),
        **APART,
    )
    placed = outcome_of(case).allocation.placements.set_index("referral")
    assert placed.loc["C1", "provider"] == "P2"
    assert placed.loc["C1", "hours_per_week"] == 10


def test_an_offer_without_a_price_is_priced_from_their_lines(tmp_path):
    # P2 has the model's default: 2 x 12.71 an hour, 25.42 x 10 = 254.20.
    case = case_of(
        tmp_path,
        "C1,P1,,1,one_to_one,10,hours,260,,,,yes",
        offers_csv=with_row("offers.csv", "C1,P2,,,"),
        **APART,
    )
    placed = outcome_of(case).allocation.placements.set_index("referral")
    assert placed.loc["C1", "price_pence"] == 25420


def test_without_a_table_of_offers_everyone_offers_their_modelled_price(tmp_path):
    case = case_of(tmp_path, "C1,P1,S1,1,one_to_one,10,hours,260,,,,yes", **NO_OFFERS)
    offers = market_of(case, price(case)).offers
    mine = offers[offers["referral"] == "C1"]
    into = set(zip(mine["provider"], mine["scheme"], strict=True))
    assert into == {("P1", "S1"), ("P2", "S2"), ("P3", "")}


def test_the_place_of_who_is_given_out_is_open(tmp_path):
    full = with_text("schemes.csv", "S1,P1,North,4,2,", "S1,P1,North,2,2,")
    case = case_of(
        tmp_path,
        "C1,P1,S1,1,one_to_one,10,hours,260,,,,yes",
        "C1,P1,S1,1,background,2,hours,50,,,,yes",
        schemes_csv=full,
        **NO_OFFERS,
    )
    market = market_of(case, price(case))
    house = market.schemes.set_index("scheme").loc["S1"]
    assert house["occupied_places"] == 1
    assert house["already_running"]
    assert "S1" in set(market.offers["scheme"])


def test_a_house_that_everybody_is_given_out_of_runs_no_longer(tmp_path):
    case = case_of(
        tmp_path,
        "C1,P1,S1,1,one_to_one,10,hours,260,,,,yes",
        "C2,P1,S1,1,one_to_one,10,hours,260,,,,yes",
    )
    house = market_of(case, price(case)).schemes.set_index("scheme").loc["S1"]
    assert house["occupied_places"] == 0
    assert not house["already_running"]


def test_the_room_of_the_provider_is_open_to_them(tmp_path):
    # P1 holds 15 hours, 10 of them C1's: its own offer of 10 fits again, R2's does not.
    case = case_of(
        tmp_path,
        "C1,P1,,1,one_to_one,10,hours,260,,,,yes",
        providers_csv=with_text(
            "providers.csv", "North;South,,400,open", "North;South,,15,open"
        ),
        referrals_csv=with_text("referrals.csv", "P1,S1,yes", ",,"),
        offers_csv="referral,provider,price_gbp_per_week\nC1,P1,250\n",
        question_scores_csv=None,
        **APART,
    )
    placed = outcome_of(case).allocation.placements.set_index("referral")
    assert placed.loc["C1", "provider"] == "P1"


def test_lines_that_count_otherwise_than_the_model_are_refused(tmp_path):
    case = case_of(tmp_path, "C1,P1,,1,one_to_one,10,visits,260,,,,yes", **NO_OFFERS)
    with pytest.raises(InputError) as raised:
        price(case)
    assert str(raised.value) == (
        'commitments.csv, line 2, unit: got "visits", expected hours, as the cost '
        "model counts one_to_one, since this person's support is given out anew and "
        "is priced from this line. Mend it, or give the person rows in packages.csv."
    )


def test_columns_that_are_carried_stay_text(tmp_path):
    referrals = FILES["referrals.csv"].splitlines()
    referrals = [f"{referrals[0]},x_worker", *(f"{row},W1" for row in referrals[1:])]
    case = case_of(
        tmp_path,
        "C1,P1,,1,one_to_one,10,hours,260,,,,yes",
        referrals_csv="\n".join(referrals),
        **APART,
    )
    assert recommissioned(case).tables["referrals"]["x_worker"].tolist() == [
        "W1",
        "W1",
        "",
    ]
    assert recommissioned(case).tables["referrals"].index.tolist() == [2, 3, 4]
