"""``fairlot hour``: the cost of one unit, line by line and band by band."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.documents import BANDS, INPUTS, document, line

CONTRACT = Path(__file__).parents[1] / "costing" / "documents" / "contract.toml"
HOMECARE = "homecare-minimum-price-2020-21"


@pytest.fixture
def hour(capsys):
    def run(*arguments):
        code = guarded(cli, ["hour", *(str(argument) for argument in arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def written(tmp_path):
    def write(*sections):
        path = tmp_path / "small.toml"
        path.write_text(document(*sections), encoding="utf-8")
        return path

    return write


PAGE = """\
Minimum price for homecare, April 2020 to March 2021
homecare-minimum-price-2020-21, GBP/h, law of England on 2020-04-01

Careworker costs
  Careworkers' contact time                                   8.72
  Careworkers' travel time                                    1.70
  Employer's National Insurance and pension *                 1.14
  Other wage on-costs *                                       1.97
  Careworkers' mileage *                                      1.36
                                                          --------
                                                             14.89
Business costs
  Cost of running the business *                              5.20
  Provider's profit or surplus                                0.60
                                                          --------
                                                              5.80
                                                          ========
Price of an hour of contact                                  20.69

Statutory employment cost (floor)                            11.56

* published amount, not derived: repeated here, not worked out.
(floor) statutory employment cost: below it a price cannot pay what employment
  law requires.

Inputs
  pay_rate                     8.72 GBP/h  law
  travel_minutes               11.7 min/h  published
  minutes_per_hour               60 min/h  published
  published_ni_and_pension *   1.14 GBP/h  published amount, not derived
  published_other_wage_costs * 1.97 GBP/h  published amount, not derived
  published_mileage *          1.36 GBP/h  published amount, not derived
  published_running_costs *    5.20 GBP/h  published amount, not derived
  surplus_on_cost              0.03 1      published

Law on 2020-04-01
  national_living_wage     8.72 GBP/h  since 2020-04-01
"""


def test_the_page_of_the_published_homecare_price(hour):
    code, out, err = hour(HOMECARE, "--on", "2020-04-01")
    assert (code, err) == (Exit.ANSWERED, "")
    assert out.startswith(PAGE)
    assert "\nSource: United Kingdom Homecare Association" in out


@pytest.mark.parametrize("model", [HOMECARE, CONTRACT, "supported-living-england"])
@pytest.mark.parametrize("columns", ["80", "100", "60"])
def test_the_page_fits_the_terminal(hour, monkeypatch, model, columns):
    monkeypatch.setenv("COLUMNS", columns)
    out = hour(model, "--on", "2026-04-10")[1]
    assert max(len(row) for row in out.splitlines()) <= max(int(columns), 80)


def test_bands_stand_side_by_side_as_far_as_there_is_room(hour, monkeypatch):
    settings = [
        part
        for name in ("evening=0.1", "night=0.2", "weekend=0.3")
        for part in ("--set", name.replace("=", "_enhancement="))
    ]
    told = ("supported-living-england", "--on", "2026-11-01", *settings)
    monkeypatch.setenv("COLUMNS", "80")
    narrow = hour(*told)[1]
    monkeypatch.setenv("COLUMNS", "100")
    wide = hour(*told)[1]
    # Saturday and Sunday are alike, so five columns are left.
    assert narrow.count("Direct pay") == 2
    assert wide.count("Direct pay") == 1
    assert "day   evening     night    Sunday   holiday\n" in wide


def test_json_has_the_form_of_the_contract(hour):
    code, out, err = hour(CONTRACT, "--on", "2020-04-01", "--format", "json")
    answer = json.loads(out)
    assert (code, err) == (Exit.ANSWERED, "")
    assert list(answer) == [
        "model",
        "on",
        "currency",
        "bands",
        "lines",
        "price",
        "inputs",
        "law",
        "below_legal_minimum",
        "below_statutory_employment_cost",
    ]
    assert answer["model"] == HOMECARE
    assert (answer["on"], answer["currency"]) == ("2020-04-01", "GBP")
    assert answer["bands"] == ["weekday_day", "sunday"]
    assert answer["price"] == {"weekday_day": 20.69, "sunday": 20.69}
    assert answer["lines"][0] == {
        "name": "contact_time",
        "heading": "Careworker costs",
        "unit": "GBP/h",
        "formula": "pay_rate * (1 + band.loading)",
        "source": "...",
        "value": {"weekday_day": 8.72, "sunday": 8.72},
    }
    assert answer["inputs"]["mileage"] == {
        "value": 1.36,
        "unit": "GBP/h",
        "basis": "published amount, not derived",
        "source": "",
    }
    assert answer["law"]["national_living_wage"]["value"] == 8.72
    assert answer["law"]["national_living_wage"]["from"] == "2020-04-01"
    assert list(answer["law"]["national_living_wage"]) == [
        "value",
        "from",
        "source",
        "checked",
    ]


def test_a_model_without_bands_has_one_called_all(hour, written):
    path = written(INPUTS, line("pay * 3"))
    answer = json.loads(hour(path, "--format", "json")[1])
    assert answer["bands"] == ["all"]
    assert answer["price"] == {"all": 37.5}
    assert answer["law"] == {}


def test_lines_that_are_nothing_are_named_together(hour, written):
    under = 'heading = "Pay"'
    path = written(
        INPUTS,
        line("pay", "basic", more=under),
        line("nought * pay", "evenings", more=under),
        line("nought * pay", "nights", more=under),
        line('group("Pay")'),
    )
    page = hour(path)[1]
    assert "  Nothing in any band: Evenings; Nights\n" in page
    assert "\n  Evenings" not in page


def test_one_line_that_is_nothing_stands_as_it_is(hour, written):
    under = 'heading = "Pay"'
    one, two = line("pay", "basic", more=under), line("nought * pay", "n", more=under)
    page = hour(written(INPUTS, one, two, line('group("Pay")')))[1]
    assert "Nothing" not in page


def test_numbers_have_no_noise_of_binary(hour, written):
    path = written("[input.a]\nunit='1'\ndefault=0.1\n", line("a * 3", unit="1"))
    out = hour(path, "--format", "json")[1]
    assert json.loads(out)["price"] == {"all": 0.3}
    assert "30000000000000004" not in out


def test_csv_has_a_row_a_line_and_a_column_a_band(hour, written):
    path = written(INPUTS, BANDS, line("pay * (1 + band.loading)"))
    code, out, _ = hour(path, "--format", "csv")
    assert code == Exit.ANSWERED
    assert out == (
        "name,heading,label,unit,day,night,formula,source\n"
        "price,,Price,GBP/h,12.5,18.75,pay * (1 + band.loading),\n"
    )


def test_set_reaches_inputs_and_says_so(hour):
    _, out, _ = hour(HOMECARE, "--on", "2020-04-01", "--set", "pay_rate=9.5")
    assert "  pay_rate                     9.50 GBP/h  set here\n" in out
    # 9.50 + 1.85 (9.50 x 11.7 / 60 = 1.8525) + 4.47 + 5.20 = 21.02; 3 % is 0.63.
    assert "Price of an hour of contact                                  21.65\n" in out


def test_a_published_amount_that_is_set_is_no_longer_marked(hour):
    _, out, _ = hour(HOMECARE, "--on", "2020-04-01", "--set", "published_mileage=2")
    assert "  published_mileage            2.00 GBP/h  set here\n" in out


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("pay_rate", 'got "pay_rate", expected NAME=NUMBER such as pay_rate=13.10.'),
        ("=3", 'got "=3", expected NAME=NUMBER such as pay_rate=13.10.'),
        ("pay_rate=", 'got "pay_rate=", expected NAME=NUMBER such as pay_rate=13.10.'),
        ("pay_rate=nan", 'got "pay_rate=nan", expected NAME=NUMBER such as'),
        ("pay_rate=inf", 'got "pay_rate=inf", expected NAME=NUMBER such as'),
        ("pay_rate=1e999", 'got "pay_rate=1e999", expected NAME=NUMBER such as'),
        ("pay_rate=9,50", 'got "pay_rate=9,50", expected NAME=NUMBER such as'),
    ],
)
def test_a_setting_is_a_name_and_a_finite_number(hour, setting, told):
    code, out, err = hour(HOMECARE, "--set", setting)
    assert (code, out) == (Exit.USAGE, "")
    assert told in err


def test_an_input_is_set_once(hour):
    code, _, err = hour(HOMECARE, "--set", "pay_rate=9", "--set", "pay_rate=10")
    assert code == Exit.USAGE
    assert 'got "pay_rate" twice, expected each input once.' in err


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "pya_rate=9",
            (
                'pya_rate: got "pya_rate", expected the name of an input. Did you mean '
                '"pay_rate"?'
            ),
        ),
        (
            "price=9",
            "price: got a line, which cannot be set, expected the name of an input.",
        ),
        (
            "pay_rate=-1",
            ("line 20, pay_rate: got -1, expected a number from 0, the min."),
        ),
    ],
)
def test_an_input_that_is_not_there_or_out_of_bounds_is_a_finding(hour, setting, told):
    code, out, err = hour(HOMECARE, "--on", "2020-04-01", "--set", setting)
    assert (code, out) == (Exit.FINDINGS, "")
    assert err.startswith(f"{HOMECARE}.toml, {told}\n")


def test_law_that_is_not_known_on_the_day_is_told(hour):
    code, out, err = hour(HOMECARE, "--on", "2035-04-01")
    assert (code, out) == (Exit.FINDINGS, "")
    assert "no value for national_living_wage on 2035-04-01" in err


def test_the_day_is_today_if_absent(hour, written, monkeypatch):
    from datetime import date

    monkeypatch.setattr("fairlot.options.days.today", lambda: date(2026, 11, 22))
    answer = json.loads(hour(written(line("1", unit="1")), "--format", "json")[1])
    assert answer["on"] == "2026-11-22"


def test_a_document_that_does_not_load_is_told_whole(hour, written):
    path = written(INPUTS, line("payy"), line("houres", "other"))
    code, out, err = hour(path)
    assert (code, out) == (Exit.FINDINGS, "")
    assert err.splitlines()[-1] == "2 findings. Nothing was written."


def test_solve_gives_the_input_that_a_price_supports(hour):
    code, out, err = hour(
        HOMECARE, "--on", "2020-04-01", "--solve", "pay_rate", "--price", "25"
    )
    assert (code, err) == (Exit.ANSWERED, "")
    assert out == (
        "pay_rate of 12.22 GBP/h gives a price of 25.00 GBP/h in band all.\n"
    )


def test_solve_in_json_has_the_form_of_the_contract(hour, written):
    path = written(INPUTS, BANDS, line("pay * (1 + band.loading)"))
    out = hour(
        path, "--solve", "pay", "--price", "30", "--band", "night", "--format", "json"
    )[1]
    assert out == (
        '{\n  "input": "pay",\n  "value": 20.0,\n  "price": 30.0,\n  "band": '
        '"night",\n  "below_legal_minimum": []\n}\n'
    )


def test_a_pure_number_has_no_unit_to_show(hour, written):
    path = written(INPUTS, line("pay * share"))
    out = hour(path, "--solve", "share", "--price", "5")[1]
    assert out == "share of 0.4 gives a price of 5.0000 GBP/h in band all.\n"


def test_solve_in_csv(hour, written):
    path = written(INPUTS, line("pay"))
    out = hour(path, "--solve", "pay", "--price", "30", "--format", "csv")[1]
    assert out == "input,value,price,band\npay,30.0,30.0,all\n"


def test_a_price_that_rounding_leaps_over_is_noted(hour, written):
    path = written("[rounding]\nat='price'\nstep=0.04\n", INPUTS, line("pay"))
    code, out, err = hour(path, "--solve", "pay", "--price", "20.01")
    assert code == Exit.ANSWERED
    assert "gives a price of 20.00 GBP/h in band all." in out
    assert err == "Rounding leaps over 20.01: this is the last price below it.\n"


def test_further_values_that_give_the_price_are_noted(hour, written):
    path = written("[input.x]\nunit='1'\ndefault=3\n", line("x * x", unit="1"))
    code, out, err = hour(path, "--solve", "x", "--price", "4")
    assert code == Exit.ANSWERED
    assert out == "x of 2 gives a price of 4 1 in band all.\n"
    assert err == "-2 gives it too; this is the nearest to what x is now.\n"


def test_a_price_out_of_reach_is_told(hour):
    code, out, err = hour(
        HOMECARE, "--on", "2020-04-01", "--solve", "pay_rate", "--price", "5"
    )
    assert (code, out) == (Exit.FINDINGS, "")
    assert "no value of pay_rate gives a price of 5 in band all; from 0 to " in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--solve", "pay_rate"], "--solve and --price go together."),
        (["--price", "3"], "--solve and --price go together."),
        (
            ["--band", "all"],
            "--band goes with --solve; without it all bands are shown.",
        ),
        (
            ["--solve", "pay_rate", "--price", "nan"],
            'got "nan", expected a number such as 23.50.',
        ),
    ],
)
def test_options_that_do_not_fit_are_usage(hour, arguments, told):
    code, out, err = hour(HOMECARE, *arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert told in err
