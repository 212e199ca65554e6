"""``fairlot range``: the ends, the sets that were drawn, and a price in words."""

import csv
import io
import json
import re

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.ranges import FAIR

TOLD = ["--set", "pay=12", "--set", "hours=100", "--set", "manager=200"]


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "fair.toml"
    text = FAIR.replace("low = 150\n", 'low = 150\nmoves_with = "pay"\n')
    path.write_text(text, encoding="utf-8")
    return str(path)


def told(text):
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def test_the_page_has_ends_sets_and_the_price_in_words(document, capsys):
    # Only the margin moves: 15.20 x 1.1, 1.2, 1.25, and half the sets on either side.
    arguments = ["range", document, *TOLD, "--price", "18.24", "--draws", "1000"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    page, notes = capsys.readouterr()
    assert notes == ""
    assert (
        told(page)
        == """\
fair
price, GBP/h, band day, no law
  Low              £16.72  each input at the end that lowers the price
  Expected         £18.24  each at its default, or as set
  High             £19.00  each at the end that raises it
  All low          £16.72  each at the end that the model calls low
  All high         £19.00  each at the end that it calls high
  Statutory        £12.00  statutory employment cost, at the expected inputs
1,000 sets of assumptions: what covers a share of them
 inputs moving   declared    alone   together
 ────────────────────────────────────────────
 least             £16.72   £16.72     £16.73
 5 %               £16.86   £16.86     £16.88
 25 %              £17.59   £17.59     £17.39
 50 %              £18.28   £18.28     £18.12
 75 %              £18.63   £18.63     £18.61
 95 %              £18.91   £18.91     £18.92
 most              £19.00   £19.00     £19.00
 price covers      47.4 %   47.4 %     54.0 %
£18.24 is within the range. It covers 47.4 % of the assumption sets, with inputs
moving together as declared; 47.4 % with each input alone, 54.0 % with all
together.
A set puts every input that has a range somewhere in it: at a place from 0, its
low end, over a half, its default, to 1, its high end, in two straight lines;
places are drawn evenly. Inputs that move together stand at the same place. A
share of assumption sets says how much of what the model allows for a price
covers. It is no forecast, and no evidence of the market. With each input alone,
highs and lows cancel out, and the sets look closer together than anybody knows;
all together is the widest."""
    )


@pytest.mark.parametrize(
    ("price", "verdict"),
    [
        ("11.99", "£11.99 is below the statutory employment cost. It covers 0.0 %"),
        ("14.735", "£14.735 is below the range. It covers 0.0 %"),
        ("25.01", "£25.01 is above the range. It covers 100.0 %"),
    ],
)
def test_a_price_outside_the_range_in_words(document, capsys, price, verdict):
    guarded(cli, ["range", document, "--price", price, "--draws", "50"])
    assert verdict in " ".join(capsys.readouterr().out.split())


def test_no_page_speaks_of_probability(document, capsys):
    for output in ("table", "csv", "json"):
        guarded(cli, ["range", document, "--price", "18", "--format", output])
    page = capsys.readouterr().out.lower()
    assert re.findall("probab|likel|chance|odds|confiden", page) == []


def test_csv_is_one_tidy_table(document, capsys):
    arguments = ["range", document, "--price", "18.24", "--format", "csv"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    ends = {row["measure"]: row["amount"] for row in rows if not row["together"]}
    assert ends == {
        "low": "14.74",
        "expected": "18.24",
        "high": "25.00",
        "all_low": "14.74",
        "all_high": "25.00",
        "statutory_employment_cost": "12.00",
    }
    declared = [row for row in rows if row["together"] == "as declared"]
    assert [row["measure"] for row in declared] == [
        *("least", *["covers"] * 7, "most", "price")
    ]
    amounts = [float(row["amount"]) for row in declared[:-1]]
    assert amounts == sorted(amounts)
    assert {row["together"] for row in rows} == {
        *("", "as declared", "each alone", "all together")
    }


def test_json_says_rule_interpolation_seed_and_what_moves_with_what(document, capsys):
    arguments = ["range", document, "--price", "14.73", "--format", "json"]
    assert guarded(cli, [*arguments, "--on", "2026-11-01"]) == Exit.ANSWERED
    record = json.loads(capsys.readouterr().out)
    assert (record["low"], record["expected"], record["high"]) == (14.74, 18.24, 25.0)
    assert (record["state"], record["draws"], record["seed"]) == (
        *("below range", 10_000, 20261101),
    )
    assert (record["on"], record["interpolation"]) == ("2026-11-01", "linear")
    assert record["moves_with"]["manager"] == "pay"
    assert [one["price_covers_share"] for one in record["sets"]] == [0.0, 0.0, 0.0]


def test_a_component_in_a_band(document, capsys):
    arguments = ["range", document, "--component", "two_to_one", "--band", "late"]
    assert guarded(cli, [*arguments, "--format", "json"]) == Exit.ANSWERED
    record = json.loads(capsys.readouterr().out)
    assert (record["expected"], record["band"]) == (50.88, "late")
    assert (record["price"], record["state"]) == (None, None)
    assert record["component"] == "two_to_one"


def test_json_names_no_component_where_none_was_asked_for(document, capsys):
    arguments = ["range", document, "--draws", "50", "--format", "json"]
    assert guarded(cli, [*arguments, "--on", "2026-11-01"]) == Exit.ANSWERED
    record = json.loads(capsys.readouterr().out)
    assert (record["model"], record["currency"]) == ("fair", "GBP")
    assert (record["component"], record["law_read"], record["notes"]) == (None, [], [])


def test_an_end_below_nothing_has_its_sign_before_the_pound(document, capsys):
    arguments = ["range", document, "--set", "margin=-2", "--draws", "50"]
    guarded(cli, arguments)
    assert "-£" in capsys.readouterr().out


def test_no_line_of_the_page_is_wider_than_80(capsys):
    arguments = ["range", "supported-living-england", "--component", "waking_night"]
    assert guarded(cli, [*arguments, "--price", "1234.567"]) == Exit.ANSWERED
    assert max(map(len, told(capsys.readouterr().out).splitlines())) <= 80


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(document, capsys):
    answers = []
    for seed in ("1", "1", "2"):
        guarded(cli, ["range", document, "--seed", seed, "--format", "json"])
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    assert json.loads(answers[1])["sets"] != json.loads(answers[2])["sets"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--draws", "0"], "0 is not in the range 1<=x<=1000000."),
        (["--seed", "-1"], "-1 is not in the range x>=0."),
        (["--price", "dear"], 'got "dear", expected a number such as 23.50.'),
        (["--price", "-5"], 'got "-5", expected a price of 0 or more.'),
    ],
)
def test_options_out_of_bounds_are_usage(document, capsys, options, told):
    assert guarded(cli, ["range", document, *options]) == Exit.USAGE
    assert told in capsys.readouterr().err


def test_an_unknown_component_is_a_finding(document, capsys):
    assert guarded(cli, ["range", document, "--component", "x"]) == Exit.FINDINGS
    assert capsys.readouterr().err == (
        'fair.toml, component: got "x", expected the name of a component of the model. '
        "It has one_to_one, two_to_one, waking_night, sleep_in.\n"
        "1 finding. Nothing was written.\n"
    )
