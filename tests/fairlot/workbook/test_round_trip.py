"""A case that is saved as a workbook and read again is the same case."""

from datetime import date

import pandas as pd
import pytest

from fairlot.workbook.case_book import case_workbook
from scenarios.case import load_case
from scenarios.inputs.contract import TABLES
from scenarios.saved import case_files
from tests.kit.folders import BESIDE, FILES, write

SETTINGS = """\
title = "=A1, every setting"
price_date = 2026-11-01
model = "model.toml"
[model_inputs]
pay_rate = 13.37
[law]
beyond_known = "hold"
[[law.forecast]]
name = "national_living_wage"
from = 2027-04-01
value = 13.20
[calendar]
weeks_per_year = 52.0
bank_holidays = "average"
[allocation]
aims = ["placed", "cost", "balance"]
tolerance = { placed = 0.05, cost = 0.1 }
pounds_per_point = 12.5
strict_rank = true
tie_break = []
draw_seed = -7
budget_gbp_per_week = 20000.55
[scoring]
weights = { quality = 33.3, price = 66.7, choice = 0, fit = 0 }
price_formula = "absolute_linear"
floor_gbp_per_week = 100
ceiling_gbp_per_week = 3000
log_base = ""
[eligibility]
unrated = "refuse"
rating_too_old_years = 5
minimum_rating = "Requires improvement"
maximum_distance_km = 12.3
[privacy]
accept = ["providers.postcode", "schemes.postcode"]
[[expect]]
measure = "placed"
value = 1
[[expect]]
measure = "cost"
value = -0.1
"""

LOTS = """\
[[lot]]
lot = "1"
title = "+1"
requires_cqc = true
accepts_night_support = false
weights = { quality = 65, price = 35, choice = 0, fit = 0 }
price_formula = "logarithmic"
floor_gbp_per_week = 1
ceiling_gbp_per_week = 2
log_base = 10
minimum_quality = 50
share_cap = 0.4
budget_gbp_per_week = 20000.01
[[lot]]
lot = "2"
includes = ["1"]
[[lot.question]]
question = "staffing"
weight = 60
minimum = 0
[[lot.question]]
question = "safety"
weight = 40
out_of = 10
"""


def folder_of(path, **changed):
    path.mkdir()
    return write(path, **changed)


def read_again(case, folder):
    """Save a case as a workbook beside its folder, and read that."""
    path = folder.parent / f"{folder.name}.xlsx"
    path.write_bytes(case_workbook(case))
    (folder.parent / case.model_name).write_text(case.model_text)
    return load_case(path)


def same(one, other):
    assert other.fingerprint == one.fingerprint
    assert other.settings == one.settings
    assert other.lots == one.lots
    assert other.present == one.present
    for name in TABLES:
        left, right = one.tables[name], other.tables[name]
        pd.testing.assert_frame_equal(
            left.reset_index(drop=True), right.reset_index(drop=True)
        )
    assert case_files(other) == case_files(one)


def test_the_sample_is_the_same(sample_outcome, tmp_path):
    case = sample_outcome.case
    path = tmp_path / "council.xlsx"
    path.write_bytes(case_workbook(case))
    again = load_case(path)
    assert again.fingerprint == case.fingerprint
    assert again.notes == ()


def test_a_small_case_with_every_table_is_the_same(tmp_path):
    beside = {name.replace(".", "_"): text for name, text in BESIDE.items()}
    folder = folder_of(tmp_path / "small", **beside)
    case = load_case(folder)
    assert case.present == frozenset(TABLES)
    same(case, read_again(case, folder))


@pytest.mark.parametrize("lots", [LOTS, FILES["lots.toml"]])
def test_every_setting_is_the_same(tmp_path, lots):
    folder = folder_of(tmp_path / "set", case_toml=SETTINGS, lots_toml=lots)
    case = load_case(folder)
    assert case.settings.scoring.log_base is None
    same(case, read_again(case, folder))


def test_a_table_that_is_absent_stays_absent(tmp_path):
    folder = folder_of(
        tmp_path / "bare", offers_csv=None, decisions_csv=None, scheme_offers_csv=None
    )
    case = load_case(folder)
    assert "offers" not in case.present
    same(case, read_again(case, folder))


def test_awkward_cells_are_the_same(tmp_path):
    folder = folder_of(
        tmp_path / "awkward",
        providers_csv=(
            "provider,name,capacity_hours_per_week,status,x_own\n"
            'P1,"=HYPERLINK(""http://x"")",12.333333,open,@SUM\n'
            "P2,'+quoted,0.1,open,007\n"
            '007,"two\nlines, _x000D_ and £",0,closed,1e5\n'
        ),
        provider_lots_csv=None,
        provider_costs_csv=(
            "provider,input,value\nP1,pay_rate,13.123456789012345\nP2,pay_rate,7.1\n"
        ),
        rotas_csv="scheme,day,start,end\nS2,25/12/2026,7:00,24:00\nS2,BH,22:00,07:00\n",
    )
    case = load_case(folder)
    same(case, read_again(case, folder))


def test_an_empty_case_is_sound_and_is_the_empty_folder(tmp_path):
    path = tmp_path / "new.xlsx"
    path.write_bytes(case_workbook(day=date(2026, 11, 1)))
    case = load_case(path)
    assert case.notes == ()
    assert case.present == frozenset(TABLES)
    assert case.settings.title == "A new case"
    assert all(frame.empty for frame in case.tables.values())
