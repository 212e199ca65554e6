"""``fairlot sensitivity``: the page, the rows, the record, and what is refused."""

from __future__ import annotations

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.sensitivity_rows import COLUMNS
from tests.kit.ranges import FAIR

PAGE = """\
What moves the price: Price
fair, GBP/h, band day, no law
Price as it is: 18.24

Each input at its low and high end, all else as it is
                            at low  at high    width   16.72               20.88
pay                          16.92    20.88     3.96    -------|++++++++++++++++
margin                       16.72    19.00     2.28   --------|+++++
extra                        18.24    20.40     2.16           |+++++++++++++
hours                        17.76    18.84     1.08         --|++++
manager                      17.64    18.72     1.08        ---|+++
- below the price as it is, + above it. Bars do not add up; what follows an
  input moves with it: pay moves extra.

What 1 % more of an input does to the price, in per cent
  pay                         +0.8684   of 12.00
  margin                      +0.1667   of 0.2
  hours                       -0.1316   of 100
  manager                     +0.1316   of 200.00
  extra                       +0.0789   of 1.20
  tenth                       +0.0789   of 0.1
By central difference of 0.1% of the input to either side, lines not rounded.

What a price of 20.00 supports, each input alone
                                 supports           now
Within their declared ends
  pay                               13.33         12.00 GBP/h
    Wages is then 14.66
  extra                              2.67          1.20 GBP/h
    Wages is then 14.67
Beyond these ends, or without any
  tenth                             0.222           0.1
  hours                              57.7           100 h/week
    the price both rises and falls in it
  manager                          347.00        200.00 GBP/week
  margin                            0.316           0.2
"""


@pytest.fixture
def run(capsys, tmp_path):
    path = tmp_path / "fair.toml"
    path.write_text(FAIR, encoding="utf-8")

    def run(*arguments):
        code = guarded(cli, ["sensitivity", str(path), *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_the_page(run):
    code, out, err = run("--price", "20")
    assert (code, err) == (Exit.ANSWERED, "")
    assert out == PAGE


def test_no_line_of_the_page_is_wider_than_80_signs_and_all_are_plain(run):
    for more in ((), ("--price", "20"), ("--component", "two_to_one")):
        out = run(*more)[1]
        assert max(map(len, out.splitlines())) <= 80
        assert out.isascii()


def test_inputs_that_cannot_reach_a_price_are_named_together(run):
    out = run("--price", "8")[1]
    assert "No other does by itself within its min and max\n  pay, " in out
    rows = csv.DictReader(io.StringIO(run("--price", "8", "--format", "csv")[1]))
    notes = {row["input"]: row["supported_note"] for row in rows}
    assert notes["pay"] == "at least 9, at 5"


def test_the_rows_hold_bar_slope_and_what_is_supported(run):
    out = run("--price", "20", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == COLUMNS
    first = rows[0]
    assert (first["input"], first["width"], first["moves"]) == (
        "pay",
        "3.96",
        "extra",
    )
    assert (first["supported"], first["reach"]) == ("13.33", "exact")
    assert [row["input"] for row in rows][-1] == "tenth"
    assert rows[-1]["low"] == ""


def test_without_a_price_nothing_is_supported(run):
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv")[1])))
    assert {row["supported"] for row in rows} == {""}
    assert "break_even" not in json.loads(run("--format", "json")[1])


def test_the_record_has_all_there_is(run):
    record = json.loads(
        run("--price", "20", "--format", "json", "--on", "2026-11-01")[1]
    )
    assert (record["model"], record["on"], record["band"]) == (
        "fair",
        "2026-11-01",
        "day",
    )
    assert (record["price"], record["component"], record["line"]) == (
        18.24,
        None,
        "price",
    )
    assert record["tornado"][0] == {
        "input": "pay",
        "label": "Pay",
        "unit": "GBP/h",
        "value": 12.0,
        "low": 11.0,
        "high": 14.0,
        "price_at_low": 16.92,
        "price_at_high": 20.88,
        "least": 16.92,
        "most": 20.88,
        "width": 3.96,
        "moves": ["extra"],
    }
    assert record["elasticity_step"] == 0.001
    answer = record["break_even"]
    assert answer["price"] == 20.0
    (pay,) = [one for one in answer["inputs"] if one["input"] == "pay"]
    assert (pay["value"], pay["price_as_it_rises"], pay["lines"]) == (
        13.33,
        "rises",
        {"wages": 14.66},
    )


def test_an_input_that_is_set_has_no_bar(run):
    record = json.loads(run("--set", "margin=0.1", "--format", "json")[1])
    assert record["given"] == {"margin": 0.1}
    assert "margin" not in [bar["input"] for bar in record["tornado"]]


def test_a_component_that_is_not_there_is_a_finding(run):
    code, out, err = run("--component", "night")
    assert (code, out) == (Exit.FINDINGS, "")
    assert err == (
        'fair.toml: got "night", expected the name of a component.\n'
        "1 finding. Nothing was written.\n"
    )


def test_a_price_that_is_no_money_is_told_as_it_is(capsys):
    arguments = ["sensitivity", "cardiff-fee-uplift-2024-25", "--on", "2024-04-01"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    assert "Price as it is: 0.0726\n" in capsys.readouterr().out
    assert guarded(cli, [*arguments, "--format", "json"]) == Exit.ANSWERED
    assert json.loads(capsys.readouterr().out)["price"] == 0.0726
