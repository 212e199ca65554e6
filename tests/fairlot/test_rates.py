"""``fairlot rates``: states first, then the farthest; every rate in CSV and JSON."""

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.ranges import FAIR, rate_case

RATES = """provider,service,rate_gbp,unit,annual_hours
P1,one_to_one,11.99,,100
P2,one_to_one,14.73,,2000
P3,one_to_one,20,,
P1,two_to_one,50.02,,
P1,one_off,5,,
"""


def case(folder, rates=RATES, **files):
    return str(rate_case(folder, rates, **files))


def told(text):
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def test_the_page_counts_states_and_shows_the_farthest(tmp_path, capsys):
    assert guarded(cli, ["rates", case(tmp_path)]) == Exit.ANSWERED
    page, notes = capsys.readouterr()
    assert notes == ""
    # At the low end wages are 1.00 lower, management 0.80, and the rest of 3.50 is the
    # margin: 1.70. At the high end (two staff) 3.80 x 2, 1.00 x 2 and 1.96 x 2.
    assert (
        told(page)
        == """\
5 rates on 2026-11-01, by fair, band day
       1  below statutory employment cost
       1  below range
       1  within
       1  above range
       1  not comparable
A year below the range: £295.00
A year above the range: £0.00
The money a year of 2 rates is not known: see note in the CSV.
Below statutory employment cost, by the gap to the low end a year
 provider   service        rate   low end   statutory      gap   gap a year
 ──────────────────────────────────────────────────────────────────────────
 P1         one_to_one   £11.99    £14.74      £12.00   -£2.75     -£275.00
Lines that could account for the gap to the expected price:
  P1 one_to_one, -£6.25: All else in price -£1.70, Wages -£1.00, Management
    -£0.80, other -£2.75
Below range, by the gap to the low end a year
 provider   service        rate   low end   expected      gap   gap a year
 ─────────────────────────────────────────────────────────────────────────
 P2         one_to_one   £14.73    £14.74     £18.24   -£0.01      -£20.00
Lines that could account for the gap to the expected price:
  P2 one_to_one, -£3.51: All else in price -£1.70, Wages -£1.00, Management
    -£0.80, other -£0.01
Above range, by the gap to the high end a year
 provider   service        rate   high end   expected     gap   gap a year
 ─────────────────────────────────────────────────────────────────────────
 P1         two_to_one   £50.02     £50.00     £36.48   £0.02
Lines that could account for the gap to the expected price:
  P1 two_to_one, £13.54: Wages £7.60, All else in price £3.92, Management £2.00,
    other £0.02"""
    )


def test_a_rate_that_is_not_in_force_is_told_and_left_out(tmp_path, capsys):
    head = "provider,service,rate_gbp,annual_hours,rate_from\n"
    rows = "P1,one_to_one,11,100,2025-04-06\nP1,one_to_one,14.73,100,2026-04-06\n"
    assert guarded(cli, ["rates", case(tmp_path, head + rows)]) == Exit.ANSWERED
    page = told(capsys.readouterr().out)
    assert (
        "       0  not comparable\n"
        "       1  not in force that day, and left out below\n"
        "A year below the range: £1.00\n"
    ) in page
    assert "£11.00" not in page


def test_lines_are_shown_of_the_first_five_alone(tmp_path, capsys):
    rows = "".join(f"P1,one_to_one,{5 + n / 10:.2f},A{n},1\n" for n in range(8))
    head = "provider,service,rate_gbp,area,annual_hours\n"
    guarded(cli, ["rates", case(tmp_path, head + rows)])
    page = capsys.readouterr().out
    shown = [line for line in page.splitlines() if line.startswith("  P1 one_to_one A")]
    assert [line.split()[2] for line in shown] == [f"A{n}," for n in range(5)]
    assert max(map(len, page.splitlines())) <= 80


def test_more_than_twenty_are_counted(tmp_path, capsys):
    rows = "".join(f"P1,one_to_one,{5 + n / 10:.2f},A{n},1\n" for n in range(25))
    head = "provider,service,rate_gbp,area,annual_hours\n"
    assert guarded(cli, ["rates", case(tmp_path, head + rows)]) == Exit.ANSWERED
    page = told(capsys.readouterr().out)
    assert page.endswith("and 5 rates more outside; --format csv has every one.")
    assert page.count("one_to_one   £") == 20


def test_csv_has_every_rate(tmp_path, capsys):
    assert guarded(cli, ["rates", case(tmp_path), "--format", "csv"]) == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["state"] for row in rows] == [
        "below statutory employment cost",
        "below range",
        "within",
        "above range",
        "not comparable",
    ]
    assert rows[1]["gap_to_range_gbp_per_year"] == "-20.00"
    assert {row["law"] for row in rows} == {""}


def test_json_has_model_day_law_rates_and_summary(tmp_path, capsys):
    assert guarded(cli, ["rates", case(tmp_path), "--format", "json"]) == Exit.ANSWERED
    record = json.loads(capsys.readouterr().out)
    assert list(record) == [
        *("model", "on", "currency", "band", "law", "draws", "seed", "rates"),
        "summary",
        *("interpolation", "quartiles", "services", "lines", "checks"),
    ]
    assert record["summary"]["below_gbp_per_year"] == -295.0
    assert record["rates"][0]["provider"] == "P1"


def test_a_case_without_rates_says_so(tmp_path, capsys):
    folder = case(tmp_path, "")
    assert guarded(cli, ["rates", folder]) == Exit.ANSWERED
    assert capsys.readouterr() == ("", "There are no rates to compare.\n")


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        (
            'beyond_known = "hold"\n',
            (
                "12.71 GBP/h from 2026-04-01 is held beyond what is known, which is to "
                "2027-03-31"
            ),
        ),
        (
            'forecast = [{name="national_living_wage",from=2027-04-01,value=13.2}]\n',
            "13.2 GBP/h from 2027-04-01 is a forecast of the council's own, not law",
        ),
    ],
)
def test_what_is_not_law_is_noted(tmp_path, capsys, setting, word):
    text = FAIR.replace("default = 12\n", 'default = "law.national_living_wage"\n')
    text = text.replace('price = "price"\n', 'price = "price"\nlaw = "england"\n', 1)
    folder = case(
        tmp_path,
        model=text,
        case='title = "T"\nprice_date = 2027-05-01\nmodel = "model.toml"\n[law]\n'
        + setting,
    )
    assert guarded(cli, ["rates", folder]) == Exit.ANSWERED
    assert capsys.readouterr().err == (f"national_living_wage: {word}.\n")
    guarded(cli, ["rates", folder, "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    flag = "held" if "held" in word else "forecast"
    assert [row["law"] for row in rows] == [flag] * 4 + [""]


def test_law_that_is_not_known_is_told(tmp_path, capsys):
    text = 'title = "T"\nprice_date = 2031-11-01\n'
    folder = case(tmp_path, case=text)
    assert guarded(cli, ["rates", folder]) == Exit.FINDINGS
    assert "2031-11-01; known" in capsys.readouterr().err


def test_the_same_case_gives_the_same_bytes(tmp_path, capsys):
    folder = case(tmp_path)
    guarded(cli, ["rates", folder, "--format", "json"])
    first = capsys.readouterr().out
    guarded(cli, ["rates", folder, "--format", "json"])
    assert capsys.readouterr().out == first
