"""``fairlot reconcile``: the statement, each line, and how it ends."""

import json

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.folders import write

# C1 has 260.00 and C2 312.00 a week with P1, always: 1040.00 and 1248.00 in four weeks.
DAYS = ["--from", "2026-10-05", "--weeks", "4"]


def ran(folder, *rows, options=DAYS):
    case = folder / "case"
    case.mkdir()
    write(case)
    paid = folder / "paid.csv"
    paid.write_text("person,provider,amount_gbp\n" + "".join(f"{r}\n" for r in rows))
    return guarded(cli, ["reconcile", str(case), str(paid), *options])


def test_an_extract_that_ties_is_answered(tmp_path, capsys):
    assert ran(tmp_path, "C1,P1,1040", "C2,P1,1248") == Exit.ANSWERED
    told = capsys.readouterr()
    title = "A small case: 2026-10-05 to 2026-11-02, exclusive"
    assert told.out.startswith(title)
    assert told.err == "Every pound is matched or explained.\n"


def test_a_pound_that_is_not_explained_fails_the_check(tmp_path, capsys):
    options = [*DAYS, "--format", "csv"]
    assert ran(tmp_path, "C1,P1,1041", "C2,P1,1248", options=options) == (
        Exit.CHECK_FAILED
    )
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        (
            "person,provider,scheme,committed_gbp,paid_gbp,difference_gbp,explained_gbp,"
            "unexplained_gbp,state,why,words,extract_lines,to_recover_gbp"
        ),
        (
            "C1,P1,,1040.00,1041.00,1.00,0.00,1.00,not explained,,"
            '"it is 260.25 a week, agreed are 260.00",2,0.00'
        ),
        "C2,P1,,1248.00,1248.00,0.00,0.00,0.00,matched,,,3,0.00",
    ]
    assert told.err == "1 line is not explained.\n"


def test_what_is_to_be_recovered_fails_the_check_and_is_counted_apart(tmp_path, capsys):
    case = tmp_path / "case"
    case.mkdir()
    lines = "person,provider,component,weekly_gross_gbp,start\n"
    lines += "C1,P1,one_to_one,2600,2026-10-19\n"
    write(case, commitments_csv=lines, may_not_share_csv=None)
    paid = tmp_path / "paid.csv"
    paid.write_text("person,provider,amount_gbp\nC1,P1,10400\n")
    command = ["reconcile", str(case), str(paid), *DAYS]
    assert guarded(cli, command) == Exit.CHECK_FAILED
    told = capsys.readouterr()
    statement = [" ".join(one.split()) for one in told.out.splitlines()]
    assert statement[4:7] == [
        "commitments 1 5,200.00",
        "started, to be recovered 1 5,200.00",
        "extract 1 10,400.00",
    ]
    assert told.err == "1 line is explained and was paid 5,200.00 too much.\n"
    guarded(cli, [*command, "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert told["explained_gbp"] == told["to_recover_gbp"] == {"started": 5200.0}
    assert told["lines"][0]["state"] == "explained, to be recovered"
    assert told["lines"][0]["to_recover_gbp"] == 5200.0


def test_json_holds_the_totals_and_every_line(tmp_path, capsys):
    options = ["--from", "05/10/2026", "--to", "2026-10-12", "--format", "json"]
    assert ran(tmp_path, "C1,P1,260", options=options) == Exit.CHECK_FAILED
    told = json.loads(capsys.readouterr().out)
    assert told["from"] == "2026-10-05"
    assert told["ties"] is False
    assert told["committed_gbp"] == 572.0
    assert told["unexplained_gbp"] == -312.0
    assert told["paid_gbp"] == 260.0
    assert [line["state"] for line in told["lines"]] == ["matched", "not paid"]


def test_findings_in_the_extract_are_told(tmp_path, capsys):
    assert ran(tmp_path, "C1,P1,much") == Exit.FINDINGS
    assert capsys.readouterr().err.startswith(
        'paid.csv, line 2, amount_gbp: got "much", expected an amount in pounds'
    )


def test_weeks_go_with_from_alone(tmp_path, capsys):
    assert ran(tmp_path, options=["--weeks", "4"]) == Exit.USAGE
    assert "--weeks goes with --from, and in place of --to." in capsys.readouterr().err


def test_the_period_runs_forward(tmp_path, capsys):
    options = ["--from", "2026-10-05", "--to", "2026-10-05"]
    assert ran(tmp_path, options=options) == Exit.USAGE
    said = capsys.readouterr().err
    assert "--to must be a day after --from, got 2026-10-05 to 2026-10-05." in said
