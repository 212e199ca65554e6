"""Law that is not law is told wherever a price rests on it."""

import csv
import io
import json
from datetime import date

import pytest

from costing.law import Forecast, load_law
from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from scenarios.answer import answer_files
from scenarios.case import load_case
from scenarios.market.forecasts import law_notes, notes_on
from scenarios.market.prices import price
from scenarios.outcome import outcome_of
from tests.kit.folders import FILES, with_text, write

FORECAST = (
    "national_living_wage: 13.2 GBP/h from 2027-04-01 is a forecast of the council's "
    "own, not law."
)
HELD = (
    "national_living_wage: 12.71 GBP/h from 2026-04-01 is held beyond what is known, "
    "which is to 2027-03-31."
)


def later(text):
    day = with_text("case.toml", "price_date = 2026-11-01", "price_date = 2027-05-01")
    return day + text


FORECAST_TOML = """[[law.forecast]]
name = "national_living_wage"
from = 2027-04-01
value = 13.20
"""
HELD_TOML = '[law]\nbeyond_known = "hold"\n'


def test_known_law_needs_no_note(tmp_path):
    case = load_case(write(tmp_path))
    assert law_notes(price(case), case.settings.price_date) == ()


def test_nothing_priced_needs_no_note():
    assert law_notes(None, date(2030, 1, 1)) == ()


def test_a_forecast_is_told(tmp_path):
    case = load_case(write(tmp_path, case_toml=later(FORECAST_TOML)))
    assert FORECAST in outcome_of(case).notes


def test_a_value_that_is_held_is_told(tmp_path):
    case = load_case(write(tmp_path, case_toml=later(HELD_TOML)))
    assert HELD in outcome_of(case).notes


def test_a_share_is_told_without_a_unit():
    law = load_law("england").with_forecasts(
        [Forecast("employer_ni_rate", date(2027, 4, 6), 0.16)]
    )
    assert notes_on(law, ["employer_ni_rate"], date(2027, 5, 1)) == (
        (
            "employer_ni_rate: 0.16 from 2027-04-06 is a forecast of the council's "
            "own, not law."
        ),
    )


def test_a_forecast_of_another_day_is_not(tmp_path):
    case = load_case(write(tmp_path, case_toml=FILES["case.toml"] + FORECAST_TOML))
    assert not [one for one in outcome_of(case).notes if "forecast" in one]


def test_the_answer_of_a_plan_tells_of_it(tmp_path, capsys):
    folder = write(tmp_path, case_toml=later(FORECAST_TOML))
    assert guarded(cli, ["allocate", str(folder), "--format", "json"]) == Exit.ANSWERED
    assert FORECAST in json.loads(capsys.readouterr().out)["notes"]


@pytest.mark.parametrize(
    ("text", "word"), [(FORECAST_TOML, "forecast"), (HELD_TOML, "held")]
)
def test_every_price_of_a_file_tells_of_it(tmp_path, capsys, text, word):
    folder = write(tmp_path, case_toml=later(text))
    guarded(cli, ["price", str(folder), "--format", "csv"])
    on_screen = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(on_screen)))
    assert {row["law"] for row in rows if row["component"] != "one_off"} == {word}
    assert {row["law"] for row in rows if row["component"] == "one_off"} == {""}
    assert answer_files(outcome_of(load_case(folder)))["prices.csv"] == on_screen


def test_known_law_leaves_the_column_empty(tmp_path, capsys):
    guarded(cli, ["price", str(write(tmp_path)), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["law"] for row in rows} == {""}


def test_prices_tell_of_it(tmp_path, capsys):
    folder = write(tmp_path, case_toml=later(FORECAST_TOML))
    assert guarded(cli, ["price", str(folder), "--format", "json"]) == Exit.ANSWERED
    told = capsys.readouterr()
    assert json.loads(told.out)["notes"] == [FORECAST]
    assert FORECAST in told.err
