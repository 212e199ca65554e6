"""``fairlot lines``: what a file of package lines comes to."""

import json

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.fairlot.test_allocate import write

HEADER = "referral,provider,component,quantity,shared_by\n"


def told(tmp_path, capsys, text, *options):
    file = tmp_path / "lines.csv"
    file.write_text(text, encoding="utf-8")
    code = guarded(cli, ["lines", write(tmp_path), str(file), *options])
    return code, capsys.readouterr()


def test_totals_are_shown_in_pounds(tmp_path, capsys):
    # The model's hour is 23.98: 35 h = 839.30, twice.
    text = HEADER + "R1,A,one_to_one,35,\nR2,A,one_to_one,35,\n"
    code, said = told(tmp_path, capsys, text, "--format", "csv")
    assert code == Exit.ANSWERED
    assert said.out.splitlines() == [
        "provider,component,funder,lines,cost_gbp_per_week,one_off_gbp",
        "A,one_to_one,council,2,1678.60,",
    ]


def test_json_holds_numbers(tmp_path, capsys):
    text = HEADER + "R1,A,one_to_one,35,2\n"
    _, said = told(tmp_path, capsys, text, "--format", "json")
    assert json.loads(said.out)["totals"] == [
        {
            "provider": "A",
            "component": "one_to_one",
            "funder": "council",
            "lines": 1,
            "cost_gbp_per_week": 419.65,
            "one_off_gbp": None,
        }
    ]


def test_the_page_keeps_money_a_week_and_money_once_apart(tmp_path, capsys):
    text = HEADER + "R1,A,one_to_one,350,\nR1,,one_off,1500,\n"
    _, said = told(tmp_path, capsys, text)
    first, second, *table, lines, week, once = said.out.splitlines()
    assert (first, second) == ("Tiny", "supported-living-england, 2026-11-01")
    assert [row.split() for row in table if "council" in row] == [
        ["one_off", "council", "1", "£1,500.00"],
        ["A", "one_to_one", "council", "1", "£8,393.00"],
    ]
    assert [lines, week.strip(), once.strip()] == [
        "2 lines",
        "£8,393.00  a week in all",
        "£1,500.00  once in all",
    ]


def test_no_lines_are_told(tmp_path, capsys):
    code, said = told(tmp_path, capsys, HEADER)
    assert code == Exit.ANSWERED
    assert "There are no lines to price." in said.err


def test_a_line_that_cannot_be_priced_is_a_finding(tmp_path, capsys):
    code, said = told(tmp_path, capsys, HEADER + "R1,A,one_to_wun,35,\n")
    assert code == Exit.FINDINGS
    assert 'lines.csv, line 2, component: got "one_to_wun"' in said.err
