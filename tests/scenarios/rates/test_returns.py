"""Medians of totals stand beside the sum of line medians, with what parts them."""

import pandas as pd
import pytest

from scenarios.case import load_case
from scenarios.rates.return_check import return_check
from tests.kit.ranges import rate_case

HEAD = "provider,service,line,gbp,location,heading,kind\n"
PROVIDERS = "provider\n" + "".join(f"P{n}\n" for n in range(1, 9))


def rows(*returns, service="one_to_one"):
    """Write a return each: pay, then travel, then the surplus; None leaves out."""
    lines = ("Pay", "Travel", "Surplus")
    return "".join(
        f"P{place + 1},{service},{line},{value},,,\n"
        for place, values in enumerate(returns)
        for line, value in zip(lines, values, strict=True)
        if value is not None
    )


def check(folder, returns, rates="", **files):
    files = {"providers": PROVIDERS, **files}
    case = rate_case(folder, rates, returns=HEAD + returns, **files)
    return return_check(load_case(case))


def service(folder, returns, **files):
    (row,) = check(folder, returns, **files).services.to_dict("records")
    return row


THREE = rows((15.10, 0.51, 0.50), (15.00, 2.21, 1.01), (15.20, 2.22, 0.21))


def test_the_median_of_totals_is_not_the_sum_of_line_medians(tmp_path):
    # Totals 16.11, 18.22, 17.63; medians of the lines 15.10, 2.21 and 0.50.
    row = service(tmp_path, THREE)
    assert row["median_of_totals_pence"] == 1763
    assert row["sum_of_line_medians_pence"] == 1510 + 221 + 50
    assert row["difference_pence"] == 1781 - 1763


def test_medians_of_lines_are_added_before_they_are_rounded(tmp_path):
    # Medians 10.005, 1.005 and 0.005 are 11.015 together: 11.02, not 10.01 + 1.01 + 1p.
    row = service(tmp_path, rows((10.00, 1.00, 0.00), (10.01, 1.01, 0.01)))
    assert row["sum_of_line_medians_pence"] == 1102
    assert row["median_of_totals_pence"] == 1102
    assert row["difference_pence"] == 0


def test_quartiles_are_those_of_a_spreadsheet(tmp_path):
    # QUARTILE.INC of 16.11, 17.63, 18.22: 16.87 and 17.925, half up 17.93.
    row = service(tmp_path, THREE)
    ends = row["lower_quartile_pence"], row["upper_quartile_pence"]
    assert ends == (1687, 1793)


def test_a_line_that_is_not_stated_is_no_nought(tmp_path):
    found = check(tmp_path, rows((15.0, None, 1.0), (15.0, 3.0, 1.0)))
    (travel,) = [r for r in found.lines.to_dict("records") if r["line"] == "Travel"]
    assert (travel["returns"], travel["median_pence"]) == (1, 300)
    assert travel["note"] == "returns that state it: 1, fewer than 5"
    (row,) = found.services.to_dict("records")
    assert row["note"] == ("returns: 2, fewer than 5; 1 line is not in every return")


def test_a_stated_nought_counts(tmp_path):
    found = check(tmp_path, rows((15.0, 0, 1.0), (15.0, 3.0, 1.0)))
    (travel,) = [r for r in found.lines.to_dict("records") if r["line"] == "Travel"]
    assert (travel["returns"], travel["median_pence"]) == (2, 150)


def test_a_return_of_a_total_alone_is_taken_at_it(tmp_path):
    row = service(tmp_path, "P1,one_to_one,Price,21.50,,,total\n")
    assert (row["median_of_totals_pence"], row["returns"]) == (2150, 1)
    assert pd.isna(row["sum_of_line_medians_pence"])
    assert pd.isna(row["difference_pence"])


def test_the_total_is_the_sum_of_the_lines_whatever_is_stated(tmp_path):
    row = service(tmp_path, THREE + "P1,one_to_one,Price,99,,,total\n")
    assert row["median_of_totals_pence"] == 1763


def test_locations_are_returns_of_their_own(tmp_path):
    row = service(
        tmp_path,
        "P1,one_to_one,Pay,20,North,,\nP1,one_to_one,Pay,22,South,,\n",
    )
    assert (row["returns"], row["providers"]) == (2, 1)
    assert row["median_of_totals_pence"] == 2100


def test_the_response_is_of_the_approved_and_of_the_market(tmp_path):
    rates = (
        "provider,service,rate_gbp,annual_hours\n"
        "P1,one_to_one,20,300\nP8,one_to_one,20,700\nP8,two_to_one,20,9000\n"
    )
    row = service(tmp_path, rows((15.0, 1.0, 1.0)), rates=rates)
    assert (row["providers"], row["approved_providers"]) == (1, 8)
    assert (row["response_share"], row["market_share"]) == (0.125, 0.3)


def test_the_market_is_that_of_rates_in_force(tmp_path):
    rates = (
        "provider,service,rate_gbp,annual_hours,rate_from\n"
        "P1,one_to_one,20,300,2026-04-06\nP8,one_to_one,20,700,2026-04-06\n"
        "P1,one_to_one,19,300,2025-04-06\nP1,one_to_one,21,300,2027-04-06\n"
    )
    row = service(tmp_path, rows((15.0, 1.0, 1.0)), rates=rates)
    assert row["market_share"] == 0.3


def test_medians_are_given_without_outliers_too(tmp_path):
    # 20.00 to 20.50 and 40.00: the last lies beyond the fence.
    values = [(19.0 + n / 10, 0.5, 0.5) for n in range(6)]
    row = service(tmp_path, rows(*values, (39.0, 0.5, 0.5)))
    assert (row["outliers"], row["median_of_totals_pence"]) == (1, 2030)
    assert row["median_without_outliers_pence"] == 2025


def test_a_case_without_returns_has_tables_without_rows(tmp_path):
    found = return_check(load_case(rate_case(tmp_path)))
    tables = found.quartiles, found.services, found.lines, found.checks
    assert [len(table) for table in tables] == [0, 0, 0, 0]


def test_rates_in_force_have_quartiles_by_service_and_unit(tmp_path):
    rates = (
        "provider,service,rate_gbp,unit,rate_from\n"
        "P1,one_to_one,20,hour,2026-04-01\n"
        "P1,one_to_one,30,hour,2026-12-01\n"  # not yet
        "P2,one_to_one,21,hour,\n"
        "P2,sleep_in,96,night,\n"
        "P3,one_off,500,,\n"
    )
    found = check(tmp_path, "", rates=rates).quartiles.to_dict("records")
    assert [(r["service"], r["unit"], r["rates"]) for r in found] == [
        ("one_to_one", "hour", 2),
        ("sleep_in", "night", 1),
    ]
    assert found[0]["median_pence"] == 2050
    assert found[0]["note"] == "rates: 2, fewer than 5"


@pytest.mark.parametrize("turn", [1, 3, 5])
def test_the_order_of_rows_changes_no_figure(tmp_path, turn):
    lines = THREE.splitlines(keepends=True)
    turned = "".join(lines[turn:] + lines[:turn])
    there, again = (check(tmp_path, text) for text in (THREE, turned))
    assert again.services.equals(there.services)
    by_line = there.lines.set_index("line").sort_index()
    assert again.lines.set_index("line").sort_index().equals(by_line)
