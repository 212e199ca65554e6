"""``fairlot sides``: the page, the rows, the record, and what does not go together."""

from __future__ import annotations

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.pages.sides import COLUMNS
from tests.kit.ranges import FAIR, rate_case

RATES = "provider,service,rate_gbp,unit,area\nP1,one_to_one,18.00,hour,\n"
COSTS = "provider,input,value\nP1,pay,13\nP1,margin,0.1\n"

PAGE = """\
Two sides: Price
fair, one_to_one, GBP/h, band day, no law

                                                   council         P1 difference
  All else in price                                   3.04       1.63      -1.41
  Wages                                              13.20      14.30      +1.10
  1 line alike                                        2.00       2.00       0.00
Price                                                18.24      17.93      -0.31

Inputs that differ                                 council         P1      alone
  margin                                               0.2        0.1      -1.52
  pay, GBP/h                                         12.00      13.00      +1.32
  Together, and not alone                                                  -0.11
Gap                                                                        -0.31
alone: what the price on the left moves by with that one input of the right.

What the provider is paid
  18.00 an hour: 0.07 above the provider's own figures, 0.24 below the
  council's.
"""


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = guarded(cli, ["sides", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def case(tmp_path):
    return rate_case(tmp_path, RATES, costs=COSTS)


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "fair.toml"
    path.write_text(FAIR, encoding="utf-8")
    return path


def test_the_page_of_a_case(run, case):
    code, out, err = run(case, "P1")
    assert (code, err) == (Exit.ANSWERED, "")
    assert out.replace(" on 2026-11-01", "") == PAGE


def test_a_model_has_both_sides_on_the_command_line(run, model):
    more = ("--set", "hours=80", "--provider-set", "pay=13", "--on", "2026-11-01")
    record = json.loads(run(model, *more, "--format", "json")[1])
    # Council: (13.20 + 2.50) x 1.2; the provider's over it: (14.30 + 2.50) x 1.2.
    assert record["price"] == {"council": 18.84, "provider": 20.16, "difference": 1.32}
    assert [one["name"] for one in record["inputs"]] == ["pay"]
    assert (record["provider"], record["rates"]) == (None, [])


def test_sides_that_are_alike_differ_in_nothing(run, model):
    out = run(model, "--provider-set", "pay=12")[1]
    assert "No input differs.\n" in out
    assert "3 lines alike" in out


def test_the_rows_add_up(run, case):
    rows = list(csv.DictReader(io.StringIO(run(case, "P1", "--format", "csv")[1])))
    assert tuple(rows[0]) == COLUMNS
    lines = [row for row in rows if row["part"] == "line"]
    (price,) = [row for row in rows if row["part"] == "price"]
    pence = [round(float(row["difference"]) * 100) for row in lines]
    assert sum(pence) == round(float(price["difference"]) * 100) == -31
    (rate,) = [row for row in rows if row["part"] == "rate"]
    assert (rate["provider"], rate["difference"]) == ("18.00", "0.07")


def test_the_record_of_a_case_has_its_rates(run, case):
    record = json.loads(run(case, "P1", "--format", "json")[1])
    assert record["provider"] == "P1"
    assert record["rates"] == [
        {
            "row": 2,
            "area": "",
            "unit": "hour",
            "rate": 18.0,
            "less_provider": 0.07,
            "less_council": -0.24,
            "note": "",
        }
    ]


def test_a_returned_workbook_is_the_providers_side(run, tmp_path):
    name = "homecare-minimum-price-2020-21"
    book = tmp_path / "hour.xlsx"
    arguments = ["hour", name, "--on", "2020-04-01", "--set", "pay_rate=9"]
    assert guarded(cli, [*arguments, "--xlsx", str(book)]) == Exit.ANSWERED
    code, out, _ = run(name, "--returned", book, "--format", "json")
    assert code == Exit.ANSWERED
    record = json.loads(out[out.index("{") :])
    assert record["on"] == "2020-04-01"
    assert [(one["name"], one["provider"]) for one in record["inputs"]] == [
        ("pay_rate", 9.0)
    ]
    code, _, err = run(name, "--returned", book, "--on", "2021-04-01")
    assert code == Exit.USAGE
    assert "the workbook is worked out with the law of 2020-04-01; leave --on." in err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ([], "name the provider of a case, or give --provider-set or --returned"),
        (
            ["P1", "--set", "pay=13"],
            "with a case, its files say what both sides give, and the day; leave",
        ),
        (
            ["--provider-set", "pay=13", "--returned", "hour.xlsx"],
            "--provider-set and --returned are both the provider's: give one.",
        ),
    ],
)
def test_options_that_do_not_fit_are_usage(run, model, more, told):
    code, out, err = run(model, *more)
    assert (code, out) == (Exit.USAGE, "")
    assert told in " ".join(err.split())
