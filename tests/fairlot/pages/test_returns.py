"""``fairlot rates --table``: quartiles, returns, lines, and what is odd."""

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.pages.returns import _amounts
from tests.kit.ranges import rate_case

RETURNS = (
    "provider,service,line,gbp,kind\n"
    "P1,one_to_one,Pay,18.01,\n"
    "P1,one_to_one,Price,19.01,total\n"
    "P2,one_to_one,Pay,19.02,\n"
)
RATES = "provider,service,rate_gbp\nP1,one_to_one,20\nP2,one_to_one,21\n"


@pytest.fixture
def case(tmp_path):
    return str(rate_case(tmp_path, RATES, returns=RETURNS))


def told(case, capsys, *options):
    assert guarded(cli, ["rates", case, *options]) == Exit.ANSWERED
    out, err = capsys.readouterr()
    assert err == ""
    return "\n".join(line.rstrip() for line in out.splitlines() if line.strip())


RULE = (
    "Quartiles: the share p of n values in order stands at the place 1 + (n - 1) p, on "
    "a straight line between two (QUARTILE.INC)."
)


def test_services_have_both_medians(case, capsys):
    assert (
        told(case, capsys, "--table", "services")
        == f"""\
Returns, by service: quartiles of totals, and the sum of line medians
 service      returns   response   lower   median   upper   lines   difference
 ─────────────────────────────────────────────────────────────────────────────
 one_to_one         2        67%   18.26    18.52   18.77   18.52         0.00
{RULE}"""
    )


def test_quartiles_of_rates(case, capsys):
    page = told(case, capsys, "--table", "quartiles")
    assert page.splitlines()[3].split() == [
        *("one_to_one", "hour", "2", "20.25", "20.50", "20.75", "0")
    ]


def test_lines_have_their_own_quartiles(case, capsys):
    page = told(case, capsys, "--table", "lines")
    assert page.splitlines()[3].split() == [
        *("one_to_one", "Pay", "2", "18.26", "18.52", "18.77")
    ]


def test_checks_are_sentences_under_their_names(case, capsys):
    assert (
        told(case, capsys, "--table", "checks")
        == """\
sum does not tie (1)
  P1, one_to_one: £19.01 beside £18.01; the stated total is not the sum of the
    lines.
few returns (1)
  one_to_one: returns: 2, fewer than 5."""
    )


def test_the_page_of_rates_counts_what_is_odd(case, capsys):
    page = told(case, capsys, "--draws", "0")
    assert page.endswith(
        "For a second look: 1 sum does not tie, 1 few returns. See --table checks."
    )


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("quartiles", "There are no rates in force."),
        ("services", "There are no returns."),
        ("lines", "There are no returns with lines."),
        (
            "checks",
            (
                "Nothing asks for a second look. Fewer than 5 values are not looked at "
                "for what lies far from the rest."
            ),
        ),
    ],
)
def test_a_table_without_rows_says_so(tmp_path, capsys, table, says):
    empty = str(rate_case(tmp_path))
    assert told(empty, capsys, "--table", table) == says


def test_csv_is_one_table(case, capsys):
    text = told(case, capsys, "--table", "checks", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["check"] for row in rows] == ["sum does not tie", "few returns"]
    assert (rows[0]["amount_gbp"], rows[1]["amount_gbp"]) == ("19.01", "")


def test_json_has_every_table_whichever_is_asked_for(case, capsys):
    whole = json.loads(told(case, capsys, "--format", "json"))
    asked = ["rates", case, "--format", "json", "--table", "lines"]
    assert guarded(cli, asked) == Exit.ANSWERED
    out, err = capsys.readouterr()
    assert json.loads(out) == whole
    assert err == "JSON has every table: --table lines changes nothing.\n"
    assert (len(whole["rates"]), len(whole["lines"])) == (2, 1)
    assert (whole["draws"], whole["seed"]) == (10_000, 20261101)


@pytest.mark.parametrize("option", ["--draws", "--seed"])
def test_a_table_without_draws_takes_none(case, capsys, option):
    asked = ["rates", case, "--table", "quartiles", option, "5"]
    assert guarded(cli, asked) == Exit.USAGE
    assert (
        "--draws and --seed are for rates beside their range; leave --table."
        in " ".join(capsys.readouterr().err.split())
    )


def test_many_findings_of_one_kind_are_counted(tmp_path, capsys):
    providers = [f"P{n}" for n in range(25)]
    rows = "".join(
        f"{name},one_to_one,Pay,18.01,\n{name},one_to_one,Price,19.01,total\n"
        for name in providers
    )
    folder = rate_case(
        tmp_path,
        returns=RETURNS.splitlines(keepends=True)[0] + rows,
        providers="provider\n" + "\n".join(providers) + "\n",
    )
    page = told(str(folder), capsys, "--table", "checks")
    assert page.startswith("sum does not tie (25)")
    assert page.endswith("  and 5 more; --format csv has every one.")


def test_amounts_below_nought_have_their_sign_first():
    told = _amounts({"amount_gbp": -0.2, "beside_gbp": 1234.5})
    assert told == "-£0.20 beside £1,234.50; "
