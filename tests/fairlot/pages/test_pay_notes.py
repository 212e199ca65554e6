"""Pay below its legal minimum is told by every command on a cost model."""

from __future__ import annotations

import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.kit.model_books import filled_in
from tests.kit.ranges import PAID

HOUR = "supported-living-england"
DAY = ("--on", "2026-11-01")
LOW = ("--set", "support_worker_pay=12")
RECORD = {
    "input": "support_worker_pay",
    "value": 12.0,
    "legal_minimum": 12.71,
    "unit": "GBP/h",
}
SAYS = (
    "support_worker_pay: 12.00 GBP/h is below the legal minimum of 12.71 on "
    "2026-11-01.\n"
)


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = guarded(cli, [str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert code == Exit.ANSWERED, told.err
        return told.out, told.err

    return run


@pytest.mark.parametrize("command", ["hour", "range", "sensitivity"])
def test_it_is_told_beside_the_answer_and_in_it(run, command):
    assert run(command, HOUR, *DAY, *LOW)[1] == SAYS
    out, err = run(command, HOUR, *DAY, *LOW, "--format", "json")
    assert err == SAYS
    assert json.loads(out)["below_legal_minimum"] == [RECORD]


@pytest.mark.parametrize("command", ["hour", "range", "sensitivity"])
def test_nothing_is_told_where_pay_is_at_the_minimum(run, command):
    at_it = ("--set", "support_worker_pay=12.71", "--format", "json")
    out, err = run(command, HOUR, *DAY, *at_it)
    assert (json.loads(out)["below_legal_minimum"], err) == ([], "")


def test_pay_that_a_price_supports_is_told_too(run):
    solving = ("--solve", "support_worker_pay", "--price", "20", "--format", "json")
    out, err = run("hour", HOUR, *DAY, *solving)
    found = json.loads(out)
    assert err == SAYS.replace("12.00", f"{found['value']:.2f}")
    assert found["below_legal_minimum"] == [{**RECORD, "value": found["value"]}]
    header = run("hour", HOUR, *DAY, *solving[:-1], "csv")[0].splitlines()[0]
    assert header == "input,value,price,band"


def test_each_side_is_told_apart(run):
    given = ("--set", "support_worker_pay=11", "--provider-set")
    arguments = ("sides", HOUR, *DAY, *given, "support_worker_pay=12")
    out, err = run(*arguments, "--format", "json")
    assert err == f"the council's {SAYS.replace('12.00', '11.00')}the provider's {SAYS}"
    assert json.loads(out)["below_legal_minimum"] == {
        "council": [{**RECORD, "value": 11.0}],
        "provider": [RECORD],
    }


def test_pay_in_a_workbook_that_came_back_is_told(run, tmp_path):
    model, book = tmp_path / "paid.toml", tmp_path / "hour.xlsx"
    model.write_text(PAID, encoding="utf-8")
    run("hour", model, *DAY, "--xlsx", book)
    book.write_bytes(filled_in(book.read_bytes(), {"pay": 12}))
    out, err = run("hour", model, "--returned", book, "--format", "json")
    assert err.endswith(SAYS.replace("support_worker_pay", "pay"))
    assert json.loads(out)["below_legal_minimum"] == [{**RECORD, "input": "pay"}]


def test_a_price_that_cannot_pay_what_law_requires_is_told(run):
    out, err = run("hour", HOUR, *DAY, "--set", "support_worker_pay=2")
    assert err == (
        f"{SAYS.replace('12.00', '2.00')}The price is below the statutory employment "
        "cost in weekday_day, weekday_evening, weekday_night, saturday, sunday, "
        "bank_holiday.\n"
    )
    assert "Statutory employment cost (floor)" in out


def test_a_price_at_the_floor_is_no_finding(run):
    out, err = run("hour", HOUR, *DAY, "--format", "json")
    assert (json.loads(out)["below_statutory_employment_cost"], err) == ([], "")
