"""Each check finds what it is for, in these words, and nothing beside it."""

import pandas as pd
import pytest

from scenarios.case import load_case
from scenarios.rates.return_check import return_check
from scenarios.rates.return_checks import Check
from tests.kit.ranges import rate_case
from tests.scenarios.rates.test_order import OFFERS, PACKAGES

HEAD = "provider,service,line,gbp,location,heading,kind\n"
PROVIDERS = "provider\n" + "".join(f"P{n}\n" for n in range(1, 9))
RATES = "provider,service,rate_gbp,unit,area\n"


def check(folder, returns="", rates="", **files):
    files = {"providers": PROVIDERS, "returns": HEAD + returns, **files}
    found = return_check(load_case(rate_case(folder, rates, **files)))
    return found.checks.to_dict("records")


def of(kind, folder, returns="", rates="", **files):
    rows = check(folder, returns, rates, **files)
    return [row for row in rows if row["check"] == kind]


def seven(values, line="Pay"):
    """Write a return of one line for seven providers."""
    return "".join(
        f"P{n + 1},one_to_one,{line},{value},,,\n" for n, value in enumerate(values)
    )


LINES = "P1,one_to_one,Pay,14.01,,Direct,\nP1,one_to_one,Rent,2.02,,Office,\n"


def test_a_total_that_is_not_the_sum_of_its_lines(tmp_path):
    (row,) = of(Check.TIES, tmp_path, LINES + "P1,one_to_one,Price,16.04,,,total\n")
    assert row["says"] == "the stated total is not the sum of the lines"
    amounts = row["amount_pence"], row["beside_pence"], row["difference_pence"]
    assert (row["provider"], amounts) == ("P1", (1604, 1603, 1))


def test_a_subtotal_that_is_not_the_sum_of_its_heading(tmp_path):
    sums = "P1,one_to_one,Direct in all,15,,Direct,subtotal\n"
    (row,) = of(Check.TIES, tmp_path, LINES + sums)
    assert row["says"] == "the stated sum of Direct is not that of its lines"
    assert (row["line"], row["difference_pence"]) == ("Direct in all", 99)


def test_sums_that_tie_are_not_told(tmp_path):
    sums = (
        "P1,one_to_one,Direct in all,14.01,,Direct,subtotal\n"
        "P1,one_to_one,Price,16.03,,,total\n"
    )
    assert of(Check.TIES, tmp_path, LINES + sums) == []


def test_a_return_below_that_for_a_lesser_service(tmp_path):
    both = "P1,one_to_one,Pay,18,,,\nP1,two_to_one,Pay,17.99,,,\n"
    (row,) = of(Check.ORDER, tmp_path, both)
    assert row["says"] == (
        "the return for two_to_one is below that for one_to_one, which the cost model "
        "prices lower"
    )
    assert (row["amount_pence"], row["beside_pence"]) == (1799, 1800)


def test_only_one_provider_at_one_place_is_held_against_itself(tmp_path):
    apart = "P1,one_to_one,Pay,18,North,,\nP1,two_to_one,Pay,17,South,,\n"
    apart += "P2,two_to_one,Pay,17,North,,\n"
    assert of(Check.ORDER, tmp_path, apart) == []


def test_rates_below_those_for_a_lesser_service(tmp_path):
    rates = (
        "P1,one_to_one,20,hour,\nP1,two_to_one,19,hour,\n"
        "P2,one_to_one,20,hour,\nP2,two_to_one,19,hour,North\n"
    )
    (row,) = of(Check.ORDER, tmp_path, rates=RATES + rates)
    assert row["says"] == (
        "the rate of one hour for two_to_one is below that for one_to_one, which the "
        "cost model prices lower"
    )
    assert (row["provider"], row["difference_pence"]) == ("P1", -100)


def test_medians_out_of_order(tmp_path):
    apart = "P1,one_to_one,Pay,18,,,\nP2,two_to_one,Pay,17,,,\n"
    (row,) = of(Check.MEDIANS, tmp_path, apart)
    assert row["says"] == (
        "the median for two_to_one is below that for one_to_one, which the cost model "
        "prices lower"
    )


def test_a_bigger_package_that_is_cheaper(tmp_path):
    (row,) = of(
        Check.PACKAGE,
        tmp_path,
        referrals="referral\nR1\nR2\nR3\nR4\nR5\n",
        packages=PACKAGES,
        offers=OFFERS + "R1,P1,200,,,\nR2,P1,199,,,\n",
    )
    assert row["says"] == (
        "R2 is offered at less than R1, which asks for no more of anything and less of "
        "something"
    )


def test_totals_and_lines_far_from_the_rest(tmp_path):
    found = of(Check.OUTLIER, tmp_path, seven([20.01, 20.11, 20.21, 20.31, 20.41, 30]))
    assert [(row["line"], row["amount_pence"]) for row in found] == [
        ("", 3000),
        ("Pay", 3000),
    ]
    # Quartiles 20.135 and 20.385: 0.375 beyond them.
    assert found[0]["says"] == (
        "the total is outside 19.76 to 20.76, which is 1.5 times the distance of the "
        "quartiles beyond them"
    )
    assert found[0]["beside_pence"] == 2026


def test_rates_far_from_the_rest(tmp_path):
    values = [20.01, 20.11, 20.21, 20.31, 20.41, 30]
    rows = "".join(f"P{n + 1},one_to_one,{v},hour,\n" for n, v in enumerate(values))
    (row,) = of(Check.OUTLIER, tmp_path, rates=RATES + rows)
    assert row["says"].startswith("the rate of one hour is outside 19.76 to 20.76")


def test_half_the_lines_in_whole_tens_of_pence(tmp_path):
    amounts = (14.10, 2.20, 0.31, 0.47)
    rows = "".join(f"P1,one_to_one,L{v},{v},,,\n" for v in amounts)
    (row,) = of(Check.ROUND, tmp_path, rows)
    assert row["says"] == (
        "2 of 4 lines are whole tens of pence, where one in ten would be by itself: "
        "they may be estimated"
    )


@pytest.mark.parametrize("amounts", [(14.1, 2.2, 0.3), (14.1, 2.21, 0.31, 0.47)])
def test_few_lines_or_few_round_ones_are_not_told(tmp_path, amounts):
    rows = "".join(f"P1,one_to_one,L{v},{v},,,\n" for v in amounts)
    assert of(Check.ROUND, tmp_path, rows) == []


@pytest.mark.parametrize("last", ["", "P7,one_to_one,Rent,0,,,\n"])
def test_a_line_that_most_have_and_one_has_not(tmp_path, last):
    rent = [one + "\n" for one in seven([1] * 6, "Rent").splitlines()]
    (row,) = of(Check.LEFT_OUT, tmp_path, seven([20] * 7) + "".join(rent) + last)
    assert (row["provider"], row["line"]) == ("P7", "Rent")
    assert row["says"] == (
        "6 of 7 returns have Rent, this one has none: it may stand on another"
    )


def test_few_returns_and_a_low_response(tmp_path):
    rows = check(tmp_path, "P1,one_to_one,Pay,18.01,,,\n")
    assert [(row["check"], row["says"]) for row in rows] == [
        ("few returns", "returns: 1, fewer than 5"),
        ("low response", "1 of 8 approved providers returned, under half"),
    ]
    assert pd.isna(rows[0]["amount_pence"])


def test_a_sound_sheet_has_nothing_to_tell(tmp_path):
    returns = seven([20.01, 20.12, 20.23, 20.34, 20.45])
    assert check(tmp_path, returns) == []


def test_quartiles_stand_by_service_and_unit_whatever_the_order_of_rates(tmp_path):
    rates = (
        "provider,service,rate_gbp,unit\nP1,two_to_one,40,hour\n"
        "P2,one_to_one,20,hour\nP3,two_to_one,41,hour\n"
    )
    case = load_case(rate_case(tmp_path, rates, providers=PROVIDERS, returns=HEAD))
    table = return_check(case).quartiles
    assert table["service"].tolist() == ["one_to_one", "two_to_one"]
