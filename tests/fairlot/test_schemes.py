"""``fairlot schemes``: the overview, one house whole, CSV, JSON, and how it ends."""

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.house import FILES, write_house


@pytest.fixture
def ran(tmp_path, capsys):
    def run(*options, **changed):
        case = write_house(tmp_path / "case", **changed)
        code = guarded(cli, ["schemes", str(case), *options])
        return code, capsys.readouterr()

    return run


def test_the_overview_says_what_all_houses_come_to(ran):
    code, told = ran()
    assert code == Exit.ANSWERED
    assert told.out.splitlines()[:12] == [
        "1 scheme on 2026-11-01",
        "A week:",
        "       £1,344.00  background support in all",
        "         £336.00  of it for empty places, by places",
        "          £96.00  of it above all that caps allow",
        "         £720.00  paid twice at most, where background",
        "                  staff give named hours without a shift",
        "       £2,736.00  all support of who lives there",
        "       £1,632.00  of it health's",
        "       £1,104.00  of it the council's, before any contribution",
        "          £45.50  client contributions, after the gross cost",
        "The largest share that one person would pay a week, by rule         ",
    ]
    rows = [line.split() for line in told.out.splitlines()]
    assert ["H1", "3", "of", "4", "1,344", "336", "448", "620", "576", "336"] in rows


def test_a_page_fits_a_narrow_terminal(ran, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, told = ran("--scheme", "H1", "--health-share", "0.5")
    tables = [line for line in told.out.splitlines() if line.startswith(" ")]
    assert max(map(len, tables)) <= 81


def test_one_hour_paid_twice_is_said_in_words(ran):
    _, told = ran("--scheme", "H1")
    assert (
        "30 h a week of one-to-one or two-to-one may be paid twice: £720.00. The rota "
        "has no shift for them; if the staff on background that is bought give them, "
        "the same hour is paid as background and as named support."
    ) in " ".join(told.out.split())


def test_a_rota_of_background_alone_is_told_as_such(ran):
    rotas = "".join(
        line
        for line in FILES["rotas.csv"].splitlines(keepends=True)
        if "one_to_one" not in line
    )
    _, told = ran("--scheme", "H1", rotas=rotas)
    words = " ".join(told.out.split())
    assert "This rota holds background shifts only; if the staff" in words
    assert "no shift" in told.out


def test_what_is_missing_is_named_with_its_cell(ran):
    text = FILES["commitments.csv"].replace("background,18,24.00", "background,,24.00")
    _, told = ran("--scheme", "H1", commitments=text.replace("216.00", ""))
    assert "Not told, hours: no assessed background hours of B.\n" in told.out
    cell = (
        "  commitments.csv, line 4, units_per_week: got an empty cell, expected hours"
    )
    assert cell in told.out


def test_the_csv_is_one_tidy_table_whose_shares_add_up(ran):
    _, told = ran("--format", "csv", "--health-share", "0.5")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    for rule in ("places", "tenants", "hours", "capped"):
        parts = [
            float(row["value"])
            for row in rows
            if row["part"] == "share"
            and row["rule"] == rule
            and row["measure"] in ("now", "void", "unfunded")
        ]
        assert sum(parts) == pytest.approx(1344)
    weeks = [row for row in rows if row["part"] == "void"]
    void = [float(row["value"]) for row in weeks if row["measure"] == "void"]
    assert sum(void) == pytest.approx(2640)
    gross = [
        row["value"]
        for row in rows
        if row["part"] == "funding" and row["measure"] == "gross" and not row["who"]
    ]
    assert gross == ["2736.00", "2736.00"]


def test_json_holds_everything(ran):
    _, told = ran("--format", "json", "--health-share", "0.5")
    answer = json.loads(told.out)
    (house,) = answer["schemes"]
    assert house["shares"]["capped"]["unfunded_gbp_per_week"] == 96
    assert house["shares"]["tenants"]["one_more"]["one more"] == 336
    assert house["void"]["borne_gbp"] == {"council": 1344, "provider": 1296}
    assert house["absences"][0]["weeks"][2]["paid_gbp"] == 456
    assert house["funding"]["by_share"]["health_gbp_per_week"] == 1752
    assert house["double_pay"]["drawn_from_background"] == {
        "hours_per_week": 30,
        "gbp_per_week": 720,
    }


def test_the_same_case_gives_the_same_bytes(ran):
    first = ran("--format", "json")[1].out
    assert ran("--format", "json")[1].out == first


def test_a_house_that_contradicts_itself_is_a_finding(ran):
    text = FILES["schemes.csv"].replace("H1,P1,4,3", "H1,P1,2,2")
    code, told = ran(schemes=text)
    assert code == Exit.FINDINGS
    assert told.err.endswith("1 finding. Nothing was written.\n")


def test_a_case_without_schemes_says_so(ran):
    code, told = ran(schemes=None, commitments=None, absences=None, rotas=None)
    assert code == Exit.ANSWERED
    assert told.out == ""
    assert told.err == "There are no schemes in this case.\n"


@pytest.mark.parametrize("share", ["1.01", "-0.1", "half"])
def test_a_share_that_is_none_is_refused_as_typed(ran, share):
    code, told = ran("--health-share", share)
    assert code == Exit.USAGE
    assert "--health-share" in told.err


def test_a_folder_that_holds_no_run_is_refused(ran, tmp_path):
    code, told = ran("--run", str(tmp_path))
    assert code == Exit.FINDINGS
    assert "1 finding" in told.err


def test_text_in_the_csv_never_becomes_a_formula(ran):
    text = FILES["absences.csv"].replace("hospital", "=1+1")
    _, told = ran("--format", "csv", absences=text)
    assert ",=1+1" not in told.out
    assert "'=1+1" in told.out
