"""A rota's ordinary week: hours by band, nights by the night, to the penny."""

import pytest

from costing.care.pricing import unit_prices
from costing.document.reading import read_model
from costing.errors import InputError
from costing.rota.week import rota_pence
from costing.tables import frame_of
from scenarios.inputs.contract.rotas import ROTAS
from tests.costing.care.test_pricing import DOCUMENT, MODEL

PRICES = unit_prices(MODEL, None, {}, {"P2": {"pay": 12.0}})


def shift(day="Mon", start="07:00", end="09:00", **more):
    hours = {
        name: int(at[:2]) * 60 + int(at[3:])
        for name, at in (("start", start), ("end", end))
    }
    return {"scheme": "S1", "day": day, **hours, **more}


def cost(*shifts, provider="P1"):
    rotas = frame_of(ROTAS, shifts)
    return rota_pence(rotas, {"S1": provider}, MODEL, PRICES)


def test_hours_are_paid_by_the_band_in_which_they_fall():
    # 20:00 to 02:00: 2 h by day at 11.00 and 4 h by night at 13.50 = 22 + 54 = 76.00
    assert cost(shift(start="20:00", end="02:00")) == {"S1": 7600}


def test_a_shift_on_sunday_night_runs_into_monday():
    # 23:00 to 07:00: 7 h by night and 1 h by day = 94.50 + 11.00
    assert cost(shift(day="Sun", start="23:00", end="07:00")) == {"S1": 10550}


def test_two_staff_cost_twice_and_a_part_of_one_its_part():
    assert cost(shift(staff=2.0)) == {"S1": 4400}
    assert cost(shift(staff=0.5)) == {"S1": 1100}


def test_a_sleep_in_is_paid_by_the_night():
    # 97.01 x 2 nights
    nights = [
        shift(day=day, start="22:00", end="07:00", kind="sleep_in")
        for day in ("Mon", "Tue")
    ]
    assert cost(*nights) == {"S1": 19402}


def test_a_whole_day_is_24_hours():
    # 16 h x 11.00 + 8 h x 13.50 = 284.00
    assert cost(shift(start="07:00", end="07:00")) == {"S1": 28400}


def test_bank_holidays_and_single_dates_are_no_part_of_an_ordinary_week():
    assert cost(shift(), shift(day="BH"), shift(day="2026-12-25")) == {"S1": 2200}


def test_the_scheme_is_priced_by_its_own_provider():
    # 12 + 1.20 = 13.20 an hour
    assert cost(shift(), provider="P2") == {"S1": 2640}


def test_a_model_without_the_component_is_told():
    text = DOCUMENT.replace("[component.sleep_in]", "[component.nights_in]")
    model = read_model(text, "small.toml")
    rotas = frame_of(ROTAS, [shift(kind="sleep_in")])
    with pytest.raises(InputError) as caught:
        rota_pence(rotas, {"S1": "P1"}, model, unit_prices(model, None, {}, {}))
    assert str(caught.value) == (
        'rotas.csv, line 2, kind: got "sleep_in", expected a cost model with the '
        "component sleep_in. State background_gbp_per_week of the scheme, or name "
        "another model."
    )


def test_hours_that_no_band_holds_are_told():
    text = DOCUMENT.replace("Mon-Sun 22:00-06:00", "Mon-Sat 22:00-06:00")
    model = read_model(text, "small.toml")
    rotas = frame_of(ROTAS, [shift(day="Sun", start="21:00", end="23:00")])
    with pytest.raises(InputError) as caught:
        rota_pence(rotas, {"S1": "P1"}, model, unit_prices(model, None, {}, {}))
    assert str(caught.value) == (
        "rotas.csv, line 2: got hours that no band of the cost model holds, expected "
        "hours within the windows of its bands."
    )


def test_background_that_is_not_counted_in_hours_cannot_price_waking_shifts():
    text = DOCUMENT.replace(
        '[component.background]\nline = "price"\nunit = "h"',
        '[component.background]\nline = "sleep"\nunit = "night"',
    )
    model = read_model(text, "small.toml")
    rotas = frame_of(ROTAS, [shift()])
    with pytest.raises(InputError) as caught:
        rota_pence(rotas, {"S1": "P1"}, model, unit_prices(model, None, {}, {}))
    assert str(caught.value) == (
        'rotas.csv, line 2, kind: got "waking", expected a cost model with the '
        "component background in h. State background_gbp_per_week of the scheme, or "
        "name another model."
    )
