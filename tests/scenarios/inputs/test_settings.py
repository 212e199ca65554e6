"""case.toml and lots.toml: what stands there, and what holds where nothing stands."""

from datetime import date

import pytest

from scenarios.inputs.documents import read_document
from scenarios.inputs.settings import CaseSettings, Lots

WHOLE = """\
title = "Estuary, an invented council"
price_date = 2026-11-01
model = "supported-living-england"
[model_inputs]
pay_rate = 13
[law]
beyond_known = "hold"
[[law.forecast]]
name = "national_living_wage"
from = 2027-04-01
value = 13.20
[calendar]
weeks_per_year = 52.142857
bank_holidays = "actual"
[allocation]
aims = ["placed", "points", "cost"]
tolerance = { points = 0.0 }
pounds_per_point = 20.0
strict_rank = false
tie_break = ["quality", "cost", "draw"]
draw_seed = 20261101
budget_gbp_per_week = ""
[scoring]
weights = { quality = 45, price = 30, choice = 15, fit = 10 }
price_formula = "lowest_ratio"
floor_gbp_per_week = ""
ceiling_gbp_per_week = ""
log_base = 2.0
[eligibility]
unrated = "allow"
rating_too_old_years = ""
minimum_rating = ""
maximum_distance_km = ""
[privacy]
accept = ["providers.postcode"]
[[expect]]
measure = "placed"
value = 24
"""


def read(text, model=CaseSettings):
    document = read_document("case.toml", text.encode(), model)
    assert document.findings == ()
    return document.settings


def test_all_that_the_contract_shows_is_read():
    settings = read(WHOLE)
    assert settings.price_date == date(2026, 11, 1)
    assert settings.model_inputs == {"pay_rate": 13.0}
    assert settings.law.beyond_known == "hold"
    forecast = settings.law.forecast[0]
    assert (forecast.name, forecast.start, forecast.value) == (
        "national_living_wage",
        date(2027, 4, 1),
        13.2,
    )
    assert settings.privacy.accept == ("providers.postcode",)
    assert settings.expect[0].measure == "placed"
    assert settings.allocation.budget_gbp_per_week is None


def test_what_the_contract_shows_is_the_default_but_for_examples():
    examples = {"title", "price_date", "model_inputs", "law", "privacy", "expect"}
    written = WHOLE.replace("tolerance = { points = 0.0 }\n", "")  # 0 is none
    whole = read(written).model_dump(exclude=examples)
    assert read("price_date = 2026-11-01\n").model_dump(exclude=examples) == whole


def test_a_day_may_be_text_in_either_way():
    assert read('price_date = "01/11/2026"').price_date == date(2026, 11, 1)
    assert read('price_date = "2026-11-01"').price_date == date(2026, 11, 1)


def test_without_lots_there_is_one_that_everything_fits():
    (lot,) = read("", Lots).lots
    assert (lot.lot, lot.requires_cqc, lot.accepts_night_support) == ("1", False, True)
    assert (lot.share_cap, lot.question) == (None, ())


def test_lots_keep_the_order_of_the_file():
    lots = read('[[lot]]\nlot = "b"\n[[lot]]\nlot = 1\n', Lots).lots
    assert [lot.lot for lot in lots] == ["b", "1"]


DAY = "price_date = 2026-11-01\n[uplift]\n"


def test_the_councils_formula_is_read_and_an_empty_text_is_none():
    found = read(f'{DAY}cpi = -0.01\npay_share = 0.6\nhour_step_gbp = "£0.04"\n').uplift
    assert (found.cpi, found.pay_share, found.hour_step_gbp) == (-0.01, 0.6, 0.04)
    empty = read(f'{DAY}cpi = ""\npay_share = ""\nweek_step_gbp = ""\n').uplift
    assert empty == read("price_date = 2026-11-01\n").uplift


@pytest.mark.parametrize(
    "key", ["cpi = 1", "pay_share = 1.1", "hour_step_gbp = 0", "week_step_gbp = 0.075"]
)
def test_what_a_formula_cannot_be_is_told(key):
    document = read_document("case.toml", f"{DAY}{key}\n".encode(), CaseSettings)
    (finding,) = document.findings
    assert (finding.row, finding.column) == (3, f"uplift.{key.split(' ')[0]}")
