"""The caseload on its day, and once a plan is carried out."""

import pytest

from scenarios.case import load_case
from scenarios.caseload import KEYS, caseload, caseload_measures, with_plan
from scenarios.outcome import outcome_of
from tests.kit.folders import write

HEAD = (
    "person,provider,scheme,lot,component,units_per_week,unit,unit_rate_gbp,"
    "weekly_gross_gbp,client_contribution_gbp,health_gbp,legal_basis,start,end,"
    "up_for_award,cost_centre\n"
)


def case_of(folder, *rows, **changed):
    """Give the small case with these lines of the caseload."""
    lines = HEAD + "".join(f"{row}\n" for row in rows)
    return load_case(write(folder, **{"commitments_csv": lines, **changed}))


def test_a_line_costs_what_it_states(tmp_path):
    found = caseload(case_of(tmp_path, "C1,P1,,1,,10,,26,260.50,,,,,,,"))
    assert found.lines["gross_pence"].tolist() == [26050]


def test_a_line_without_an_amount_costs_units_by_rate_half_up(tmp_path):
    # 7.5 x 23.33 = 174.975, to the penny 174.98.
    found = caseload(case_of(tmp_path, "C1,P1,,1,,7.5,,23.33,,,,,,,,"))
    assert found.gross_pence == 17498


def test_the_council_pays_what_the_person_and_health_do_not(tmp_path):
    row = "C1,P1,,1,,10,,,260.00,40.00,100.00,joint,,,,"
    found = caseload(case_of(tmp_path, row)).lines
    assert found["council_pence"].tolist() == [12000]


def test_a_line_holds_from_its_start_until_the_day_before_its_end(tmp_path):
    # The price date is 1 November 2026.
    found = caseload(
        case_of(
            tmp_path,
            "C1,P1,,1,,1,,,1,,,,2026-11-01,,,",
            "C2,P1,,1,,1,,,1,,,,2026-11-02,,,",
            "C3,P1,,1,,1,,,1,,,,,2026-11-01,,",
            "C4,P1,,1,,1,,,1,,,,,2026-11-02,,",
        )
    )
    assert found.lines["person"].tolist() == ["C1", "C4"]


def test_a_year_is_the_weeks_of_the_calendar(tmp_path):
    # 260.50 x 52.142857 = 13583.2142485.
    found = caseload(case_of(tmp_path, "C1,P1,,1,,10,,,260.50,,,,,,,"))
    assert found.gross_pence_per_year == 1358321


def test_only_what_is_counted_in_hours_is_hours(tmp_path):
    found = caseload(
        case_of(
            tmp_path,
            "C1,P1,,1,one_to_one,10.5,hours,,1,,,,,,,",
            "C1,P1,,1,background,7,nights,,1,,,,,,,",
        )
    )
    assert found.hours_per_week == 10.5


def test_a_caseload_is_told_by_key_with_the_area_of_the_home(tmp_path):
    found = caseload(
        case_of(
            tmp_path,
            "C1,P1,S1,1,,10,,,100.00,,,,,,,A",
            "C1,P1,S1,1,,5,,,50.00,,,,,,,A",
            "C2,P2,,1,,4,,,40.00,10.00,,,,,,B",
        )
    )
    by = found.by("area").set_index("area")
    assert by["gross_pence"].to_dict() == {"": 4000, "North": 15000}
    assert by["people"].to_dict() == {"": 1, "North": 1}
    assert by["lines"].to_dict() == {"": 1, "North": 2}
    assert by["hours_per_week"].to_dict() == {"": 4.0, "North": 15.0}
    assert found.by("cost_centre")["client_pence"].tolist() == [0, 1000]


@pytest.mark.parametrize("key", KEYS)
def test_the_parts_of_the_sample_add_up_by_every_key(sample_outcome, key):
    found = caseload(sample_outcome.case)
    told = found.by(key)
    assert told["gross_pence"].sum() == found.gross_pence
    assert told["lines"].sum() == len(found.lines)
    assert told["hours_per_week"].sum() == pytest.approx(found.hours_per_week)


def test_a_plan_adds_its_cost_and_releases_what_is_given_out(tmp_path):
    # R1 costs 300.00 now, and is placed at 990.00 with P2 or 1040.00 with P1 (must
    # stay: P1). R2 can go nowhere but P1 is vetoed; P2 into S2 opens no background.
    case = case_of(
        tmp_path,
        "C1,P2,,1,,10,,,260.00,,,,,,,",
        "R1,P1,S1,1,,12,,,300.00,,,,,,yes,",
    )
    outcome = outcome_of(case)
    placed = outcome.allocation.placements.set_index("referral")["price_pence"]
    found = with_plan(caseload(case), outcome)
    assert found.kept_pence == 26000
    assert found.released_pence == 30000
    assert found.placed_pence == outcome.allocation.cost_pence
    assert found.gross_pence == 26000 + outcome.allocation.cost_pence
    assert placed["R1"] == 104000
    assert found.waiting == ()
    before = found.providers.set_index("provider")["pence_before"]
    assert before.to_dict() == {"P1": 30000, "P2": 26000}
    assert found.providers["pence_after"].sum() == found.gross_pence


def test_who_has_no_placement_goes_on_to_cost_what_they_cost(sample_outcome):
    case = sample_outcome.case
    before = caseload(case)
    lines = before.lines.assign(
        is_given_out=before.lines["person"].isin(["R0024", "C0001"])
    )
    waits = lines[lines["person"] == "C0001"]
    found = with_plan(type(before)(before.day, 52.0, lines), sample_outcome)
    assert found.waiting == ("C0001",)
    assert found.waiting_pence == waits["gross_pence"].sum()
    assert found.gross_pence == (
        before.gross_pence
        - lines.loc[lines["person"] == "R0024", "gross_pence"].sum()
        + sample_outcome.allocation.cost_pence
    )


def test_the_measures_of_the_sample(sample_outcome):
    # 373 people less R0024, who is among the 21 placed: 393. The one up for award
    # costs 580.00 of 450,729.62.
    told = caseload_measures(sample_outcome)
    assert told["caseload_people"] == 393
    cost = sample_outcome.allocation.cost_pence
    assert told["caseload_gbp_per_week"] == (45072962 - 58000 + cost) / 100
    assert told["waiting_people"] == 0
    assert set(told) == {
        "caseload_people",
        "caseload_hours_per_week",
        "caseload_gbp_per_week",
        "caseload_gbp_per_year",
        "waiting_people",
        "waiting_gbp_per_week",
        "hhi_hours",
        "largest_three_share_of_hours",
        "hhi_cost",
        "largest_three_share_of_cost",
    }
