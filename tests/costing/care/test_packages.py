"""Each package line is a unit price times a quantity, exact, half up to the penny."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from costing.care.packages import priced_lines, weekly_pence
from costing.care.pricing import UnitPrices
from costing.document.parts import Component
from costing.errors import InputError


def component(name, line, unit, staff):
    return Component(name=name, line=line, unit=unit, staff=staff, row=1)


# Day 23.98 and night 25.01 an hour; provider P2 asks 24.00 and 26.00. Sleep-in 97.00.
PRICES = UnitPrices(
    variants=("", "P2"),
    bands=("day", "night"),
    default_band="day",
    minutes={"day": 7 * 960, "night": 7 * 480},
    components={
        "one_to_one": component(name="one_to_one", line="price", unit="h", staff=1.0),
        "two_to_one": component(name="two_to_one", line="price", unit="h", staff=2.0),
        "background": component(name="background", line="price", unit="h", staff=1.0),
        "sleep_in": component(name="sleep_in", line="sleep", unit="night", staff=1.0),
    },
    pence={
        "one_to_one": np.array([[2398, 2501], [2400, 2600]]),
        "two_to_one": np.array([[2398, 2501], [2400, 2600]]),
        "background": np.array([[2398, 2501], [2400, 2600]]),
        "sleep_in": np.array([[9700, 9700], [9700, 9700]]),
    },
    law=(),
)


def packages(*rows):
    columns = ["referral", "component", "quantity", "band", "shared_by"]
    frame = pd.DataFrame(rows, columns=columns, index=range(2, len(rows) + 2))
    return frame.assign(funder="council", scheme="")


def pairs(*rows):
    return pd.DataFrame(rows, columns=["referral", "provider"])


def amounts(*rows, provider="P1"):
    referrals = dict.fromkeys(row[0] for row in rows)
    asked = pairs(*((name, provider) for name in referrals))
    return priced_lines(packages(*rows), asked, PRICES)["amount_pence"].tolist()


def test_hours_are_paid_at_the_default_band():
    # 23.98 x 35 = 839.30
    assert amounts(("R1", "one_to_one", 35.0, "", 1.0)) == [83930]


def test_a_band_that_is_named_is_used():
    # 25.01 x 10 = 250.10
    assert amounts(("R1", "one_to_one", 10.0, "night", 1.0)) == [25010]


def test_two_to_one_pays_two_staff():
    # 23.98 x 10 x 2 = 479.60
    assert amounts(("R1", "two_to_one", 10.0, "", 1.0)) == [47960]


def test_background_is_divided_by_those_who_share_it():
    # 23.98 x 84 / 3 = 671.44
    assert amounts(("R1", "background", 84.0, "", 3.0)) == [67144]


def test_nights_are_counted_in_nights():
    # 97.00 x 7 / 2 = 339.50
    assert amounts(("R1", "sleep_in", 7.0, "", 2.0)) == [33950]


def test_half_a_penny_goes_up():
    # 23.98 x 0.25 = 5.995 -> 6.00; 97.00 x 1 / 8 = 12.125 -> 12.13
    assert amounts(("R1", "one_to_one", 0.25, "", 1.0)) == [600]
    assert amounts(("R1", "sleep_in", 1.0, "", 8.0)) == [1213]


def test_a_provider_with_inputs_of_its_own_has_its_own_price():
    # 24.00 x 35 = 840.00
    assert amounts(("R1", "one_to_one", 35.0, "", 1.0), provider="P2") == [84000]


def test_all_week_is_spread_over_the_hours_of_the_bands():
    # 21 h: 14 by day and 7 by night: 23.98 x 14 = 335.72; 25.01 x 7 = 175.07.
    asked = packages(("R1", "one_to_one", 21.0, "all_week", 1.0))
    lines = priced_lines(asked, pairs(("R1", "P1")), PRICES)
    assert lines["band"].tolist() == ["day", "night"]
    assert lines["quantity"].tolist() == pytest.approx([14, 7])
    assert lines["amount_pence"].tolist() == [33572, 17507]


def test_a_line_shows_the_quantity_that_is_counted():
    # 12.333 h are 740 minutes: 23.98 x 740 / 60 = 295.753 -> 295.75; 10.005 pounds
    # are 10.01.
    asked = packages(
        ("R1", "one_to_one", 12.333, "", 1.0), ("R1", "one_off", 10.005, "", 1.0)
    )
    lines = priced_lines(asked, pairs(("R1", "P1")), PRICES)
    assert lines["quantity"].tolist() == [740 / 60, 10.01]
    assert lines["amount_pence"].tolist() == [29575, 1001]


def test_a_one_off_is_kept_apart_from_the_week():
    asked = packages(
        ("R1", "one_off", 1500.5, "", 1.0), ("R1", "one_to_one", 35.0, "", 1.0)
    )
    lines = priced_lines(asked, pairs(("R1", "P1")), PRICES)
    assert lines["amount_pence"].tolist() == [150050, 83930]
    assert weekly_pence(lines)["price_pence"].tolist() == [83930]


def test_a_week_is_the_sum_of_its_rounded_lines():
    # Three lines of 5.995 are 3 x 6.00, not 17.985.
    asked = packages(*[("R1", "one_to_one", 0.25, "", 1.0)] * 3)
    lines = priced_lines(asked, pairs(("R1", "P1")), PRICES)
    assert weekly_pence(lines)["price_pence"].tolist() == [1800]


def test_only_pairs_that_are_asked_for_are_priced():
    asked = packages(("R1", "one_to_one", 1.0, "", 1.0), ("R2", "sleep_in", 1.0, "", 1))
    lines = priced_lines(asked, pairs(("R2", "P1"), ("R2", "P2")), PRICES)
    assert lines[["referral", "provider"]].to_numpy().tolist() == [
        ["R2", "P1"],
        ["R2", "P2"],
    ]


def test_no_packages_give_an_empty_table_with_its_columns():
    lines = priced_lines(packages(), pairs(("R1", "P1")), PRICES)
    assert lines.empty
    assert weekly_pence(lines).columns.tolist() == [
        "referral",
        "provider",
        "price_pence",
    ]


def test_an_amount_that_cannot_be_counted_is_refused():
    with pytest.raises(OverflowError, match="too large to be counted in whole pence"):
        amounts(("R1", "one_to_one", 1e14, "", 1.0))


def test_a_week_that_the_bands_do_not_hold_whole_cannot_be_spread_over():
    holed = replace(PRICES, minutes={"day": 7 * 960, "night": 6 * 480})
    asked = packages(("R1", "one_to_one", 21.0, "all_week", 1.0))
    with pytest.raises(InputError) as caught:
        priced_lines(asked, pairs(("R1", "P1")), holed)
    assert str(caught.value) == (
        'packages.csv, line 2, band: got "all_week", expected a cost model whose '
        "windows hold all 168 hours of the week. Name a band."
    )
