"""``fairlot law`` shows the law of a day, and refuses what is not known."""

import csv
import io
import json
from datetime import date

import pytest

from costing.law import load_law
from fairlot.cli import cli
from fairlot.exits import Exit, guarded

NAMES = load_law("england").names


def run(capsys, *arguments):
    code = guarded(cli, ["law", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_every_parameter_is_listed_with_value_unit_first_day_and_source(capsys):
    code, out, err = run(capsys, "--on", "2026-11-01")
    assert (code, err) == (Exit.ANSWERED, "")
    assert out.startswith("Law of England on 2026-11-01\n")
    assert [name for name in NAMES if f"  {name} " not in out] == []
    assert (
        "  national_living_wage                   12.71 GBP/h      since 2026-04-01\n"
        "    gov.uk, minimum wage rates, through PolicyEngine UK; Homecare Association,"
    ) in out


def test_the_list_fits_a_terminal_of_80_columns(capsys):
    for day in ("2026-11-01", "2027-04-06", "2016-04-01"):
        out = run(capsys, "--on", day)[1]
        assert max(len(line) for line in out.splitlines()) <= 80


def test_what_was_not_seen_in_a_document_is_said_so(capsys):
    out = run(capsys, "--on", "2026-11-01")[1]
    assert "recalled, not seen in a document (not checked)" in out
    assert "50,270 / 52, to the pound (derived, not checked)" in out
    assert "thepayrollcentre.co.uk (day not checked)" in out


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2027-04-01", "national_living_wage not known after 2027-03-31"),
        ("2014-05-01", "apprenticeship_levy_rate not known before 2017-04-06"),
        ("2026-11-01", "minimum_wage_21_to_24 ended 2021-03-31"),
        ("2020-11-01", "minimum_wage_21_to_22 starts 2021-04-01"),
    ],
)
def test_what_is_not_known_on_the_day_is_listed_as_such(capsys, day, line):
    code, out, _ = run(capsys, "--on", day)
    assert code == Exit.ANSWERED
    assert line in [" ".join(row.split()) for row in out.splitlines()]


def test_one_parameter_is_shown_with_its_whole_history(capsys):
    code, out, _ = run(capsys, "employer_ni_rate", "--on", "01/11/2022")
    assert code == Exit.ANSWERED
    assert out.startswith(
        "Employer's National Insurance rate: 0.1505 1 on 2022-11-01, since 2022-04-06\n"
    )
    assert "basis   Social Security Contributions and Benefits Act 1992" in out
    assert "known   2016-04-06 to 2027-04-05" in out
    history = [line[:23].split() for line in out.splitlines() if line[2:4] == "20"]
    assert history == [
        ["2026-04-06", "0.15"],
        ["2025-04-06", "0.15"],
        ["2022-11-06", "0.138"],
        [">", "2022-04-06", "0.1505"],
        ["2016-04-06", "0.138"],
    ]
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_parameter_that_is_not_known_on_the_day_is_an_error(capsys):
    code, out, err = run(capsys, "national_living_wage", "--on", "2027-04-01")
    assert (code, out) == (Exit.FINDINGS, "")
    assert err == (
        "law: no value for national_living_wage on 2027-04-01; known from 2016-04-01 "
        "to 2027-03-31. Add a later value with its source.\n"
    )


def test_a_name_that_is_not_there_is_an_error_with_a_suggestion(capsys):
    code, _, err = run(capsys, "national_livng_wage")
    assert code == Exit.FINDINGS
    assert err == (
        'law: no parameter "national_livng_wage". '
        'Did you mean "national_living_wage"?\n'
    )


def test_a_day_that_is_none_is_wrong_usage(capsys):
    code, _, err = run(capsys, "--on", "tea")
    assert code == Exit.USAGE
    assert err.endswith(
        "Error: Invalid value for '--on': got \"tea\", expected a day like 2026-11-01 "
        "or 01/11/2026.\n"
    )


def test_json_is_a_list_of_records(capsys):
    records = json.loads(run(capsys, "--on", "2026-11-01", "--format", "json")[1])
    assert sorted(record["name"] for record in records) == list(NAMES)
    wage = next(one for one in records if one["name"] == "national_living_wage")
    assert wage == {
        "name": "national_living_wage",
        "label": "National Living Wage",
        "topic": "Wages",
        "unit": "GBP/h",
        "value": 12.71,
        "from": "2026-04-01",
        "until_known": "2027-03-31",
        "checked": True,
        "from_checked": True,
        "derived": False,
        "source": "gov.uk, minimum wage rates, through PolicyEngine UK; "
        "Homecare Association, 22 Dec 2025",
        "basis": "National Minimum Wage Act 1998; "
        "National Minimum Wage Regulations 2015, regulation 4",
        "state": "in force",
    }
    gone = next(one for one in records if one["name"] == "minimum_wage_21_to_24")
    assert (gone["value"], gone["state"]) == (None, "ended 2021-03-31")


def test_json_of_one_parameter_has_its_history(capsys):
    answer = json.loads(
        run(capsys, "ssp_week", "--on", "2026-11-01", "--format", "json")[1]
    )
    assert len(answer) == 1
    assert answer[0]["value"] == 123.25
    states = [past["state"] for past in answer[0]["history"]]
    assert states == ["past"] * 10 + ["in force"]
    earlier = json.loads(
        run(capsys, "ssp_week", "--on", "2017-04-06", "--format", "json")[1]
    )[0]
    states = [past["state"] for past in earlier["history"]]
    assert states == ["past", "in force"] + ["to come"] * 9


def test_csv_has_a_row_for_each_value(capsys):
    out = run(capsys, "ssp_week", "--on", "2026-11-01", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 11
    assert rows[-1]["value"] == "123.25"
    assert (rows[0]["checked"], rows[-1]["checked"]) == ("no", "yes")
    listed = run(capsys, "--on", "2026-11-01", "--format", "csv")[1]
    assert len(list(csv.DictReader(io.StringIO(listed)))) == len(NAMES)


def test_today_is_the_day_if_none_is_given(capsys, monkeypatch):
    # The clock is not asked in tests; the option's default is what would ask it.
    monkeypatch.setattr("fairlot.options.days.datetime", _Clock)
    assert run(capsys)[1].startswith("Law of England on 2026-11-22\n")


class _Clock:
    @classmethod
    def now(cls):
        return cls()

    def astimezone(self):
        return self

    def date(self):
        return date(2026, 11, 22)
