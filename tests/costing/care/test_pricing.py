"""Unit prices: one evaluation for each set of inputs, whole pence, by band."""

from costing.care.pricing import unit_prices
from costing.document.reading import read_model

DOCUMENT = """
model = "small"
title = "A small model"
currency = "GBP"
price = "price"
[rounding]
at = "none"
[input.pay]
unit = "GBP/h"
default = 10
[input.extra]
unit = "GBP/h"
default = "pay * 0.1"
[input.nights]
unit = "GBP/night"
default = 97.005
[band.day]
window = "Mon-Sun 06:00-22:00"
loading = 0.0
[band.night]
window = "Mon-Sun 22:00-06:00"
loading = 0.25
[[line]]
name = "price"
unit = "GBP/h"
formula = "pay * (1 + band.loading) + extra"
[[line]]
name = "sleep"
unit = "GBP/night"
formula = "nights"
[component.one_to_one]
line = "price"
unit = "h"
[component.background]
line = "price"
unit = "h"
[component.sleep_in]
line = "sleep"
unit = "night"
"""
MODEL = read_model(DOCUMENT, "small.toml")


def test_the_case_comes_first_and_bands_have_their_own_prices():
    # Day 10 + 1 = 11.00; night 12.50 + 1 = 13.50; a night 97.005 rounds up to 97.01.
    prices = unit_prices(MODEL, None, {}, {})
    assert prices.variants == ("",)
    assert prices.bands == ("day", "night")
    assert prices.default_band == "day"
    assert prices.minutes == {"day": 7 * 960, "night": 7 * 480}
    assert prices.pence["one_to_one"].tolist() == [[1100, 1350]]
    assert prices.pence["sleep_in"].tolist() == [[9701, 9701]]


def test_what_a_provider_does_not_set_follows_from_what_it_sets():
    # A pays 12: extra follows, 1.20. B sets extra 3 and keeps the case's pay of 11.
    prices = unit_prices(
        MODEL, None, {"pay": 11.0}, {"B": {"extra": 3.0}, "A": {"pay": 12.0}}
    )
    by_provider = {
        name: prices.pence["one_to_one"][row].tolist()
        for row, name in enumerate(prices.variants)
    }
    # Case: 11 + 1.10 and 13.75 + 1.10; A: 12 + 1.20, 15 + 1.20; B: 11 + 3, 13.75 + 3.
    assert by_provider == {"": [1210, 1485], "A": [1320, 1620], "B": [1400, 1675]}
