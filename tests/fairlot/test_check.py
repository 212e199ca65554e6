"""``fairlot check`` counts what is there, or lists all that is wrong."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from scenarios.inputs.contract import TABLES
from tests.kit.folders import FILES, with_row, write


def check(capsys, folder, *more):
    code = guarded(cli, ["check", str(folder), *more])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_sound_case_is_counted(capsys, tmp_path):
    code, out, err = check(capsys, write(tmp_path), "--format", "csv")
    assert code == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["table"] for row in rows] == list(TABLES)
    assert {row["table"]: row["rows"] for row in rows}["offers"] == "4"
    assert f"Nothing is wrong with {tmp_path.name}. Fingerprint " in err


def test_the_table_has_the_title_of_the_case(capsys, tmp_path):
    out = check(capsys, write(tmp_path))[1]
    assert out.startswith("A small case")


def test_json_tells_the_fingerprint_and_the_notes(capsys, tmp_path):
    rates = "provider,service,rate_gbp,colour,x_a\nP1,one_to_one,1,red,b\n"
    folder = write(tmp_path, rates_csv=rates)
    answer = json.loads(check(capsys, folder, "--format", "json")[1])
    assert len(answer["fingerprint"]) == 64
    assert answer["price_date"] == "2026-11-01"
    assert answer["findings"] == []
    assert answer["notes"][0] == "rates.csv: columns that nothing reads: colour."
    (told,) = [one for one in answer["tables"] if one["table"] == "rates"]
    assert told == {
        "table": "rates",
        "rows": 1,
        "columns_carried": "x_a",
        "present": "yes",
    }


def test_findings_end_in_1_and_the_terminal_shows_twenty_a_file(capsys, tmp_path):
    rows = "\n".join(f"Q{number},P1,,1," for number in range(25))
    folder = write(tmp_path, offers_csv=with_row("offers.csv", rows))
    code, out, err = check(capsys, folder)
    assert (code, out) == (Exit.FINDINGS, "")
    lines = err.splitlines()
    assert len(lines) == 22
    assert lines[0] == (
        'offers.csv, line 6, referral: got "Q0", expected a referral of referrals.csv. '
        "Add it there, or mend the name here."
    )
    assert lines[-2:] == [
        "offers.csv: and 5 more; --format json lists all.",
        "25 findings. Nothing was written.",
    ]
    answer = json.loads(check(capsys, folder, "--format", "json")[1])
    assert len(answer["findings"]) == 25
    assert answer["findings"][0]["row"] == 6


def test_what_is_no_case_ends_in_1(capsys, tmp_path):
    code, out, err = check(capsys, tmp_path / "nowhere")
    assert (code, out) == (Exit.FINDINGS, "")
    assert err.startswith("nowhere: got nothing of that name, ")


def test_nothing_is_written(capsys, tmp_path):
    check(capsys, write(tmp_path))
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(FILES)


EXPECT = '[[expect]]\nmeasure = "placed"\nvalue = {}\n'


@pytest.mark.parametrize(("value", "holds"), [(2, "yes"), (1, "no")])
def test_with_run_what_is_expected_is_compared(capsys, tmp_path, value, holds):
    settings = FILES["case.toml"] + EXPECT.format(value)
    folder = write(tmp_path, case_toml=settings)
    given, out, err = check(capsys, folder, "--run", "--format", "json")
    is_met = holds == "yes"
    assert given == (Exit.ANSWERED if is_met else Exit.CHECK_FAILED)
    assert json.loads(out)["expected"] == [
        {"measure": "placed", "expected": value, "got": 2.0, "holds": holds}
    ]
    assert err.endswith(f"1 expected, {0 if is_met else 1} different.\n")


def test_with_run_the_table_shows_what_is_expected(capsys, tmp_path):
    folder = write(tmp_path, case_toml=FILES["case.toml"] + EXPECT.format(2))
    code, out, _ = check(capsys, folder, "--run", "--format", "csv")
    assert (code, out) == (
        Exit.ANSWERED,
        "measure,expected,got,holds\nplaced,2.0,2.0,yes\n",
    )


def test_with_run_a_case_without_a_plan_ends_in_3(capsys, tmp_path):
    # R1 must stay with P1, and P1 holds nobody more.
    providers = "provider,spare_places\nP1,0\nP2,\nP3,\n"
    code, out, err = check(capsys, write(tmp_path, providers_csv=providers), "--run")
    assert (code, out) == (Exit.NO_ANSWER, "")
    assert err == (
        f"There is no plan for {tmp_path.name}: fairlot allocate says why.\n"
    )


TINY = {
    "case.toml": "price_date = 2026-11-01\n",
    "providers.csv": "provider\nA\nB\n",
    "referrals.csv": "referral,current_provider,must_stay\nR1,A,\n",
    "offers.csv": "referral,provider,price_gbp_per_week\nR1,A,100\nR1,B,0\n",
}


def tiny(folder, **changed):
    for name, text in {**TINY, **changed}.items():
        (folder / name).write_text(text)
    return folder


def test_what_a_run_would_refuse_is_told_before_it(capsys, tmp_path):
    code, _, err = check(capsys, tiny(tmp_path))
    assert code == Exit.FINDINGS
    assert "offers.csv, line 3, price_gbp_per_week: " in err


def test_who_must_stay_and_cannot_is_told(capsys, tmp_path):
    people = TINY["referrals.csv"].replace("R1,A,", "R1,A,yes")
    offers = "referral,provider,price_gbp_per_week,status\nR1,A,100,declined\n"
    folder = tiny(tmp_path, **{"referrals.csv": people, "offers.csv": offers})
    code, _, err = check(capsys, folder)
    assert code == Exit.FINDINGS
    assert "referrals.csv, line 2, current_provider: " in err


def test_an_offer_that_no_law_can_price_is_told(capsys, tmp_path):
    folder = tiny(
        tmp_path,
        **{
            "case.toml": "price_date = 2099-11-01\n",
            "offers.csv": "referral,provider\nR1,A\n",
            "packages.csv": "referral,component,quantity\nR1,one_to_one,7\n",
        },
    )
    code, _, err = check(capsys, folder)
    assert code == Exit.FINDINGS
    assert "on 2099-11-01" in err


def with_scenario(folder, text, name="closed.toml"):
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / name).write_text(text)
    return folder


CLOSED = """\
scenario = "closed"
title = "P2 is full"
[[change]]
type = "supply"
table = "providers"
where = { provider = "P2" }
set = { status = "no_new" }
"""


def test_scenarios_are_applied_and_counted(capsys, tmp_path):
    folder = with_scenario(write(tmp_path), CLOSED)
    code, out, err = check(capsys, folder, "--format", "json")
    assert code == Exit.ANSWERED
    assert json.loads(out)["scenarios"] == [
        {"scenario": "closed", "title": "P2 is full", "changes": 1, "cells": 1}
    ]
    assert "Scenario closed: changes 1, cells changed 1.\n" in err


def test_faults_of_scenarios_and_of_tables_are_told_at_once(capsys, tmp_path):
    wrong = CLOSED.replace('"supply"', '"suply"')
    folder = write(tmp_path, offers_csv=with_row("offers.csv", "R2,P3,,x,"))
    code, out, err = check(capsys, with_scenario(folder, wrong))
    assert (code, out) == (Exit.FINDINGS, "")
    first, second = err.splitlines()[:2]
    assert first == (
        'offers.csv, line 6, price_gbp_per_week: got "x", expected an amount in pounds '
        "such as 1234.50. Write the number alone."
    )
    assert second == (
        'scenarios/closed.toml, line 4, change.1.type: got "suply", expected one of '
        "law, price, supply, demand, rule, package, funding, calendar. "
        'Did you mean "supply"?'
    )


def test_a_scenario_that_does_not_fit_the_case_is_told(capsys, tmp_path):
    folder = with_scenario(write(tmp_path), CLOSED.replace("P2", "P9"))
    code, _, err = check(capsys, folder)
    assert code == Exit.FINDINGS
    assert err.splitlines()[0] == (
        'scenarios/closed.toml, line 6, change.1.where: got provider "P9", expected a '
        "row that it fits; providers has 3 rows and none does."
    )


def test_a_scenario_that_no_plan_could_meet_is_told(capsys, tmp_path):
    # P1 is full, and R1 must stay with it: with no offer of P1 none can be kept.
    text = (
        CLOSED.replace('"providers"', '"offers"')
        .replace('{ provider = "P2" }', '{ referral = "R1", provider = "P1" }')
        .replace('"no_new"', '"withdrawn"')
    )
    code, _, err = check(capsys, with_scenario(write(tmp_path), text))
    assert code == Exit.FINDINGS
    assert err.splitlines()[0] == (
        'scenarios/closed.toml, referrals.csv line 2, current_provider: got "P1", '
        "expected a provider with an offer for this person, since must_stay is yes. "
        "Add its offer, or take must_stay out."
    )


@pytest.mark.parametrize(("value", "failure"), [(2, None), (1, "expected 1, got 2")])
def test_junit_has_a_test_case_an_expectation(capsys, tmp_path, value, failure):
    case = tmp_path / "case"
    case.mkdir()
    settings = FILES["case.toml"] + EXPECT.format(value)
    folder, file = write(case, case_toml=settings), tmp_path / "check.xml"
    check(capsys, folder, "--run", "--junit", str(file))
    suite = ET.fromstring(file.read_bytes()).find("testsuite")
    told = {one.get("name"): one.find("failure") for one in suite}
    assert (suite.get("name"), list(told)) == ("expectations", ["a plan", "placed"])
    assert told["a plan"] is None
    if failure is None:
        assert told["placed"] is None
    else:
        assert told["placed"].get("message") == f"placed: {failure}"


def test_junit_says_that_there_is_no_plan(capsys, tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    providers = "provider,spare_places\nP1,0\nP2,\nP3,\n"
    file = tmp_path / "check.xml"
    folder = write(case, providers_csv=providers)
    assert check(capsys, folder, "--run", "--junit", str(file))[0] == Exit.NO_ANSWER
    [failure] = ET.fromstring(file.read_bytes()).iter("failure")
    assert failure.get("message") == "there is none: fairlot allocate says why"


def test_junit_without_run_is_2(capsys, tmp_path):
    code, _, err = check(capsys, write(tmp_path), "--junit", str(tmp_path / "a.xml"))
    assert code == Exit.USAGE
    assert err.endswith("Error: --junit tells what --run has found: give both.\n")
