"""The command ``fairlot rota``."""

import csv
import io
import json

import openpyxl
import pytest

from fairlot.cli import cli
from fairlot.exits import guarded
from tests.scenarios.rota.test_rota import ROTA, TIMES, house

WEEK = ("--from", "2026-12-21", "--to", "27/12/2026")
ROWS = ROTA + "S1,Thu,22:00,07:00,1,,\nS1,Fri,22:00,07:00,1,sleep_in,\n"


@pytest.fixture
def folder(tmp_path):
    house(tmp_path, ROWS, timetables_csv=TIMES + "S1,one_to_one,Thu,22:00,00:00,2\n")
    return str(tmp_path)


def answer(capsys, *arguments):
    code = guarded(cli, ["rota", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_page_has_days_houses_bands_and_gaps(folder, capsys):
    code, out, err = answer(capsys, folder, *WEEK)
    assert code == 0
    assert out.startswith(
        "One house: rotas from 2026-12-21 to 2026-12-27, 7 days, by\n"
        "supported-living-england; each minute in its own band\n"
        "Bank holidays, England and Wales, actual days: 2 (2026-12-25, 2026-12-26)\n"
    )
    words = " ".join(out.split())
    assert "S1 9.00 1 1 0.00" in words
    assert "background weekday_night h 2.00" in words
    assert "background bank_holiday h 7.00" in words
    assert "sleep_in all bands night 1.00" in words
    assert "S1 2026-12-24 Thu 22:00-24:00 1 2 one_to_one 2" in words
    assert err == (
        "bank_holidays_averaged is 0 here: bank holidays are priced on the days they "
        "fall.\n"
    )


def test_a_change_of_the_clocks_is_told(folder, capsys):
    out = answer(capsys, folder, "--from", "2026-10-25", "--to", "2026-10-25")[1]
    assert "Clocks change on 2026-10-25: the night is an hour longer.\n" in out
    assert "rotas from 2026-10-25 to 2026-10-25, 1 day, by" in out


def test_the_csv_has_a_row_for_each_band(folder, capsys):
    code, out, _ = answer(capsys, folder, *WEEK, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [(row["band"], row["quantity"]) for row in rows] == [
        ("weekday_day", "1"),
        ("weekday_night", "2"),
        ("bank_holiday", "7"),
    ]


def test_the_csv_may_have_the_gaps_instead(folder, capsys):
    out = answer(capsys, folder, *WEEK, "--gaps", "--format", "csv")[1]
    assert out.splitlines()[1:] == [
        "S1,2026-12-24,2026-12-24,1,Thu,22:00,24:00,waking,1,2,one_to_one 2,2"
    ]


def test_the_page_may_have_the_gaps_alone(folder, capsys):
    out = answer(capsys, folder, *WEEK, "--gaps")[1]
    words = " ".join(out.split())
    assert "S1 2026-12-24 Thu 22:00-24:00 1 2 one_to_one 2" in words
    assert "By band" not in words


def test_json_may_have_the_gaps_alone(folder, capsys):
    whole = json.loads(answer(capsys, folder, *WEEK, "--format", "json")[1])
    out = answer(capsys, folder, *WEEK, "--gaps", "--format", "json")[1]
    record = json.loads(out)
    assert record["cover"] == whole["cover"]
    assert "hours" not in record


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--by", "month"),
            "the page adds up the whole span; --by goes with --format csv or json.",
        ),
        (
            ("--by", "month", "--gaps", "--format", "csv"),
            "gaps are of the whole span; leave --by.",
        ),
    ],
)
def test_by_that_would_do_nothing_is_usage(folder, capsys, options, message):
    code, out, err = answer(capsys, folder, *WEEK, *options)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


def test_json_stands_alone(folder, capsys):
    code, out, _ = answer(
        *(capsys, folder, *WEEK, "--format", "json", "--crossing", "higher"),
        *("--nation", "scotland", "--by", "day"),
    )
    record = json.loads(out)
    assert code == 0
    assert (record["crossing"], record["nation"]) == ("higher", "scotland")
    assert [row["quantity"] for row in record["hours"]] == [1.0, 2.0, 7.0]


def test_a_house_without_a_timetable_says_that_it_was_not_checked(tmp_path, capsys):
    house(tmp_path, ROWS)
    out = answer(capsys, str(tmp_path), *WEEK)[1]
    assert (
        "Not checked in time, for want of a timetable. On the rota, of what\n"
        "is bought for an ordinary week:\n"
        "  S1: background 9 of 0 h, sleep_in 1 of 0 nights\n"
    ) in out


NIGHTS = ROTA + "S1,Thu,22:00,07:00,2,,\n"
BOUGHT = (
    "person,provider,scheme,component,units_per_week,unit,unit_rate_gbp\n"
    "C1,P1,S1,waking_night,1,nights,180.00\nC2,P1,S1,one_to_one,4,hours,24.00\n"
)
RATES = "provider,service,rate_gbp,unit\nP1,waking_night,180,night\n"


def test_a_week_on_the_rota_is_told_as_schemes_tells_it(tmp_path, capsys):
    # Background staff awake at night are the waking nights that are bought.
    house(tmp_path, NIGHTS, commitments_csv=BOUGHT, rates_csv=RATES)
    out = answer(capsys, str(tmp_path), *WEEK)[1]
    assert "  S1: one_to_one 0 of 4 h, waking_night 2 of 1 nights\n" in out
    record = json.loads(answer(capsys, str(tmp_path), *WEEK, "--format", "json")[1])
    (week,) = record["cover"]["by_the_week"]
    guarded(cli, ["schemes", str(tmp_path), "--scheme", "S1", "--format", "json"])
    (scheme,) = json.loads(capsys.readouterr().out)["schemes"]
    assert week == {"scheme": "S1", "rows": scheme["double_pay"]["rows"]}


def test_nights_stand_in_bands_only_where_these_differ(tmp_path, capsys):
    rows = ROTA + "S1,Thu,22:00,07:00,1,,waking_night\n"
    house(tmp_path, rows)
    words = " ".join(answer(capsys, str(tmp_path), *WEEK)[1].split())
    assert "waking_night bank_holiday night 0.78" in words
    assert "Hours of waking nights are among the hours awake." in words


def test_a_rota_that_covers_is_told(tmp_path, capsys):
    house(tmp_path, ROWS, timetables_csv=TIMES + "S1,one_to_one,Thu,22:00,00:00,1\n")
    out = answer(capsys, str(tmp_path), *WEEK)[1]
    assert "The rota covers its timetable throughout: 1 house.\n" in out


def test_a_case_without_rotas_says_so(tmp_path, capsys):
    house(tmp_path, ROTA)
    code, _, err = answer(capsys, str(tmp_path))
    assert code == 0
    assert "There are no rotas.\n" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("--to", "2026-02-30"),
            2,
            'got "2026-02-30", there is no day "2026-02-30".',
        ),
        (
            ("--from", "2027-04-01"),
            1,
            (
                "rota: got the days 2027-04-01 to 2027-03-31, expected the earlier one "
                "first."
            ),
        ),
        (
            ("--to", "3026-03-31"),
            1,
            (
                "rota: got 365,242 days, 2026-04-01 to 3026-03-31, expected at most "
                "3,653. Ask for a shorter span."
            ),
        ),
        (
            ("--scheme", "S9"),
            1,
            'schemes.csv, scheme: got "S9", expected a scheme of the case.',
        ),
        (
            ("--from", "2027-04-01", "--to", "2028-03-31"),
            1,
            "law: no value for ",
        ),
        (
            ("--from", "2028-04-01", "--to", "2028-04-02"),
            1,
            "law: no bank holidays on 2028-04-02; known from 2012-01-01 to 2028-03-31.",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(folder, capsys, arguments, code, message):
    found, out, err = answer(capsys, folder, *arguments)
    assert (found, out) == (code, "")
    assert message in err


def test_a_finding_of_a_workbook_names_its_cell(tmp_path, capsys):
    house(tmp_path, ROTA + "S1,Thu,22:00,07:00,1,,two_to_one\n")
    book = tmp_path / "case.xlsx"
    assert guarded(cli, ["new", str(book), "--from", str(tmp_path)]) == 0
    opened = openpyxl.load_workbook(book)
    opened["rotas"]["C2"] = "25:00"
    opened.save(book)
    capsys.readouterr()
    code, _, err = answer(capsys, str(book))
    assert code == 1
    assert 'case.xlsx, sheet rotas, cell C2, start: got "25:00"' in err
