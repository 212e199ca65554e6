"""``fairlot uplift``: what law changed, what it comes to, the formula beside it."""

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.ranges import PAID, rate_case

RATES = """provider,service,rate_gbp,unit,annual_hours,requested_uplift
P1,one_to_one,20,,1000,0.05
P2,two_to_one,40,,,
P3,one_off,5,,,
"""
DAYS = ["--from", "2025-11-01", "--to", "01/11/2026"]


def run(folder, *arguments, rates=RATES, **files):
    path = str(rate_case(folder, rates, model=PAID, **files))
    return guarded(cli, ["uplift", path, *arguments])


def told(text):
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def test_the_page_lists_law_money_and_rates(tmp_path, capsys):
    assert run(tmp_path, *DAYS, "--cpi", "0.034") == Exit.ANSWERED
    page, notes = capsys.readouterr()
    assert notes == ""
    assert told(page) == (
        """\
3 rates from 2025-11-01 to 2026-11-01, by paid, band all, differential erode
  2026-04-01  national_living_wage: 12.21 to 12.71 GBP/h (gov.uk, minimum wage
              rates, through PolicyEngine UK; Homecare Association, 22 Dec 2025)
  2026-04-06  ssp_week: 118.75 to 123.25 GBP/week (Employers For Childcare, 19
              Feb 2026; director-payroll.co.uk)
A year:
           £190.00  by law
           £150.00    of it from 2026-04-01
            £40.00    of it from 2026-04-06
           £790.00  by the council's formula
           £600.00  formula less law
         £1,000.00  asked for, by those who ask
           £810.00  asked for less law, by those who ask
The money a year of 1 rate is not known: see note in the CSV.
1 rate cannot be compared: see note in the CSV.
What law adds to a unit, the most money a year first; difference:
formula less law, a year
 provider   service        rate     law   formula   asked   difference
 ─────────────────────────────────────────────────────────────────────
 P1         one_to_one   £20.00   £0.19     £0.79   £1.00      £600.00
 P2         two_to_one   £40.00   £0.38     £1.58"""
    )


def test_without_cpi_there_is_no_column_and_a_note(tmp_path, capsys):
    assert run(tmp_path, *DAYS) == Exit.ANSWERED
    page, notes = capsys.readouterr()
    assert notes == "No --cpi was given: the council's formula is left empty.\n"
    assert "formula" not in page


def test_where_no_rate_has_a_formula_no_money_is_shown_for_it(tmp_path, capsys):
    rates = "provider,service,rate_gbp,unit,annual_hours\nP1,sleep_in,30,night,9\n"
    assert run(tmp_path, *DAYS, "--cpi", "0.034", rates=rates) == Exit.ANSWERED
    page = capsys.readouterr().out
    assert "by the council's formula" not in page
    assert "formula less law" not in page
    assert "No rate has a formula of the council's: see note in the CSV.\n" in page


def test_csv_and_json_have_every_rate(tmp_path, capsys):
    run(tmp_path, *DAYS, "--cpi", "0.034", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["law_gbp"] for row in rows] == ["0.19", "0.38", ""]
    run(tmp_path, *DAYS, "--differential", "keep", "--format", "json")
    record = json.loads(capsys.readouterr().out)
    assert record["differential"] == "keep"
    assert [row["law_gbp"] for row in record["rates"]] == [0.54, 1.08, None]
    assert (record["from"], record["to"]) == ("2025-11-01", "2026-11-01")
    assert record["summary"]["formula_gbp_per_year"] is None


@pytest.mark.parametrize("cpi", ["3.4", "nan", "inf", "3%", "1"])
def test_a_cpi_that_is_no_share_is_refused(tmp_path, capsys, cpi):
    assert run(tmp_path, *DAYS, "--cpi", cpi) == Exit.USAGE
    assert capsys.readouterr().err.endswith(
        f"Invalid value for '--cpi': got \"{cpi}\", expected a share below 1 such as "
        "0.034 for 3.4 %.\n"
    )


def test_days_in_the_wrong_order_are_refused(tmp_path, capsys):
    assert run(tmp_path, "--from", "2026-11-01", "--to", "2025-11-01") == Exit.USAGE
    assert capsys.readouterr().err.endswith(
        "got --from 2026-11-01 and --to 2025-11-01, expected the earlier day first.\n"
    )


def test_both_days_are_needed(tmp_path, capsys):
    assert run(tmp_path, "--from", "2026-11-01") == Exit.USAGE
    assert "Missing option '--to'" in capsys.readouterr().err


def test_the_calendar_stands_apart_from_law(tmp_path, capsys):
    # A penny a day: 8p an hour, then 10p; 17.98, 18.17 by law, 18.19 with ten days.
    model = PAID.replace(
        '[[line]]\nname = "overhead"',
        '[input.days]\nunit = "day/year"\ndefault = "law.bank_holidays_year"\n'
        '[input.usual]\nunit = "day/year"\ndefault = 100\n'
        '[input.a_pound]\nunit = "GBP/h"\ndefault = 1\n'
        '[[line]]\nname = "overhead"',
    ).replace('formula = "office"', 'formula = "office + a_pound * days / usual"')
    path = str(rate_case(tmp_path, RATES, model=model))
    assert guarded(cli, ["uplift", path, *DAYS]) == Exit.ANSWERED
    assert (
        "           £190.00  by law\n"
        "           £150.00    of it from 2026-04-01\n"
        "            £40.00    of it from 2026-04-06\n"
        "            £20.00  apart from law: 10 bank holidays fall in the year, not 8\n"
    ) in capsys.readouterr().out


def test_a_rate_of_another_day_is_told_and_left_out(tmp_path, capsys):
    rates = "provider,service,rate_gbp,annual_hours,rate_from\n"
    rates += "P1,one_to_one,20,1000,2026-04-06\nP1,one_to_one,22,1000,2027-04-06\n"
    assert run(tmp_path, *DAYS, rates=rates) == Exit.ANSWERED
    page = capsys.readouterr().out
    assert "1 rate is not in force, and left out here: see note in the CSV.\n" in page
    assert "£190.00  by law\n" in page
    assert "£22.00" not in page


def test_law_that_is_not_known_is_told_in_words(tmp_path, capsys):
    assert run(tmp_path, "--from", "2026-11-01", "--to", "2027-11-01") == Exit.FINDINGS
    assert capsys.readouterr().err == (
        "case.toml, law.forecast: got no value for national_living_wage on 2027-11-01, "
        "expected one, since law is known to 2027-03-31. Write [[law.forecast]] with "
        'name = "national_living_wage", from = 2027-04-01, value = ..., or '
        'beyond_known = "hold" under [law], and the last value goes on.\n'
        "case.toml, law.forecast: got no value for ssp_week on 2027-11-01, expected "
        "one, since law is known to 2027-04-05. Write [[law.forecast]] with name = "
        '"ssp_week", from = 2027-04-06, value = ..., or beyond_known = "hold" under '
        "[law], and the last value goes on.\n"
        "2 findings. Nothing was written.\n"
    )


def test_a_forecast_is_noted_and_marked(tmp_path, capsys):
    case = (
        'title = "T"\nprice_date = 2026-11-01\nmodel = "model.toml"\n[law]\n'
        'beyond_known = "hold"\n'
        'forecast = [{name="national_living_wage",from=2027-04-01,value=13.2}]\n'
    )
    days = ["--from", "2026-11-01", "--to", "2027-11-01", "--cpi", "0.03"]
    assert run(tmp_path, *days, case=case) == Exit.ANSWERED
    page, notes = capsys.readouterr()
    assert "national_living_wage: 12.71 to 13.2 GBP/h, forecast (" in page
    assert notes == (
        "national_living_wage: 13.2 GBP/h from 2027-04-01 is a forecast of the "
        "council's own, not law.\n"
        "ssp_week: 123.25 GBP/week from 2026-04-06 is held beyond what is known, which "
        "is to 2027-04-05.\n"
    )


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("", "held"),
        (
            'forecast = [{name="national_living_wage",from=2027-04-01,value=13.2}]\n',
            "forecast",
        ),
    ],
)
def test_each_row_tells_of_law_that_is_none(tmp_path, capsys, more, word):
    case = 'title = "T"\nprice_date = 2026-11-01\nmodel = "model.toml"\n[law]\n'
    case += f'beyond_known = "hold"\n{more}'
    days = ["--from", "2026-11-01", "--to", "2027-11-01", "--format", "csv"]
    assert run(tmp_path, *days, case=case) == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["law"] for row in rows] == [word, word, ""]


def test_no_change_of_law_says_so(tmp_path, capsys):
    assert run(tmp_path, "--from", "2026-10-01", "--to", "2026-11-01") == Exit.ANSWERED
    page = capsys.readouterr().out
    assert "No law that the model reads changes between these days." in page


def test_pay_told_below_the_minimum_is_counted(tmp_path, capsys):
    costs = "provider,input,value\nP1,pay,11\n"
    assert run(tmp_path, *DAYS, costs=costs) == Exit.ANSWERED
    assert (
        "Pay told is below the legal minimum of 2025-11-01, and taken at it, for 1 "
        "rate.\n"
    ) in capsys.readouterr().out


def test_a_case_without_rates_says_so(tmp_path, capsys):
    assert run(tmp_path, *DAYS, rates="") == Exit.ANSWERED
    assert capsys.readouterr() == ("", "There are no rates to uplift.\n")


def test_providers_have_a_row_each(tmp_path, capsys):
    assert run(tmp_path, *DAYS, "--cpi", "0.034", "--by", "provider") == Exit.ANSWERED
    page = told(capsys.readouterr().out)
    assert page.endswith(
        """\
The money a year by provider, the most by law first
 provider   rates       law   formula       asked   asked less law
 ─────────────────────────────────────────────────────────────────
 P1             1   £190.00   £790.00   £1,000.00          £810.00
 P2             1
 P3             1"""
    )


def test_providers_in_csv(tmp_path, capsys):
    assert run(tmp_path, *DAYS, "--by", "provider", "--format", "csv") == Exit.ANSWERED
    assert capsys.readouterr().out == (
        "provider,rates,comparable,without_annual,law_gbp_per_year,"
        "calendar_gbp_per_year,formula_gbp_per_year,requested_gbp_per_year,difference_gbp_per_year,"
        "asked_less_law_gbp_per_year\n"
        "P1,1,1,0,190.00,0.00,,1000.00,,810.00\n"
        "P2,1,1,1,,,,,,\n"
        "P3,1,0,0,,,,,,\n"
    )


def test_the_parts_of_a_formula_by_contract_are_told(tmp_path, capsys):
    case = 'title = "x"\nprice_date = 2026-11-01\nmodel = "model.toml"\n'
    case += "[uplift]\nhour_step_gbp = 0.04\n"
    more = ["--cpi", "0.03", "--pay-share", "0.6", "--wage", "real_living_wage"]
    assert run(tmp_path, *DAYS, *more, case=case) == Exit.ANSWERED
    assert (
        "The formula has: a 0.6, growth of real_living_wage 0.06746, rates of one hour "
        "up to whole £0.04.\n"
    ) in capsys.readouterr().out


@pytest.mark.parametrize("share", ["60", "-0.1", "nan", "most"])
def test_a_share_of_pay_that_is_none_is_refused(tmp_path, capsys, share):
    assert run(tmp_path, *DAYS, "--pay-share", share) == Exit.USAGE
    assert f'got "{share}", expected a share from 0 to 1 such as 0.6.' in (
        capsys.readouterr().err
    )
