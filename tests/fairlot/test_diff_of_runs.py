"""Runs with scenarios compared: the same bytes twice, and a scenario as a cause."""

import json
import shutil

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from scenarios.difference import figures, measures
from scenarios.difference.difference import difference
from scenarios.difference.saved import read_answer
from tests.fairlot.test_allocate import write

PAY = """\
scenario = "pay"
title = "Prices of B up"
[[change]]
type = "price"
table = "offers"
where = { provider = "B" }
multiply = { price_gbp_per_week = 1.03 }
"""


def ran(folder, scenarios):
    """Run the tiny case with scenarios, by name of the file, into folder/out."""
    case = folder / "case"
    (case / "scenarios").mkdir(parents=True)
    write(case)
    for name, text in scenarios.items():
        (case / "scenarios" / name).write_text(text)
    out = folder / "out"
    assert guarded(cli, ["run", str(case), "--out", str(out)]) == Exit.ANSWERED
    return out


@pytest.fixture(scope="module")
def pay(tmp_path_factory):
    return ran(tmp_path_factory.mktemp("pay"), {"pay.toml": PAY})


def diff(capsys, *arguments):
    capsys.readouterr()
    code = guarded(cli, ["diff", *map(str, arguments), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "timing.json"
    }


def test_a_run_twice_is_the_same_bytes_and_no_difference(pay, tmp_path, capsys):
    again = ran(tmp_path, {"pay.toml": PAY})
    assert contents(again) == contents(pay)
    code, told = diff(capsys, pay, again)
    assert (code, told["causes"], told["changes"]) == (Exit.ANSWERED, [], [])


def test_a_run_over_itself_is_the_same_bytes(tmp_path):
    out = ran(tmp_path, {"pay.toml": PAY})
    before = contents(out)
    for _ in range(2):
        arguments = ["run", str(out / "case"), "--out", str(out)]
        assert guarded(cli, arguments) == Exit.ANSWERED
        assert contents(out) == before


def test_a_scenario_that_changed_is_the_cause(pay, tmp_path, capsys):
    new = ran(tmp_path, {"pay.toml": PAY.replace("1.03", "1.05")})
    code, told = diff(capsys, pay, new)
    assert code == Exit.CHECK_FAILED
    assert [
        (one["kind"], one["file"], one["column"], one["old"], one["new"], one["moved"])
        for one in told["causes"]
    ] == [
        (
            "scenario",
            "scenarios/pay.toml",
            "change.1.multiply.price_gbp_per_week",
            "1.03",
            "1.05",
            "yes",
        )
    ]
    assert {one["scenario"] for one in told["changes"]} == {"", "pay"}


def test_a_scenario_that_came_is_told(pay, tmp_path, capsys):
    more = PAY.replace('"pay"', '"more"').replace("1.03", "1.05")
    new = ran(tmp_path, {"pay.toml": PAY, "more.toml": more})
    code, told = diff(capsys, pay, new)
    assert code == Exit.CHECK_FAILED
    assert [(one["file"], one["old"], one["new"]) for one in told["causes"]] == [
        ("scenarios/more.toml", "(absent)", "present")
    ]
    assert told["changes"][0] == {
        "scenario": "",
        "table": "scenarios",
        "key": "more",
        "column": "",
        "old": "(absent)",
        "new": "present",
        "beyond": "yes",
    }


def test_an_allocation_is_compared_with_the_baseline_of_a_run(pay, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["allocate", str(pay / "case"), "--out", str(out)]
    assert guarded(cli, arguments) == Exit.ANSWERED
    _, told = diff(capsys, out, pay)
    assert {one["table"] for one in told["changes"]} == {"scenarios"}
    assert told["cause"] == "Cause: the scenarios that were run: none -> pay."


def test_every_file_of_an_answer_is_compared_or_left_out_by_name(pay):
    told = difference(read_answer(pay), read_answer(pay))
    compared = {(one.scenario, one.table) for one in told.compared}
    compared |= {(one.scenario, "allocation.json") for one in told.compared}
    written = [path.relative_to(pay) for path in pay.rglob("*") if path.is_file()]
    for path in written:
        if path.parts[0] != "case" and path.name not in figures.LEFT_OUT:
            scenario = "" if path.parent.name == "" else path.parts[0]
            assert (scenario, path.name) in compared, path
    assert {*figures.LEFT_OUT} <= {path.name for path in written}


@pytest.fixture
def copy(pay, tmp_path):
    return shutil.copytree(pay, tmp_path / "copy")


@pytest.mark.parametrize(
    "file", ["baseline/placements.csv", "pay/shadow_prices.csv", "bridge.csv"]
)
def test_a_file_that_is_lost_is_no_same_answer(pay, copy, capsys, file):
    (copy / file).unlink()
    code, told = diff(capsys, pay, copy)
    assert code == Exit.CHECK_FAILED
    scenario, _, table = file.rpartition("/")
    assert [
        (one["scenario"], one["table"], one["key"], one["new"], one["beyond"])
        for one in told["changes"]
    ] == [(scenario, table, "(file)", "(absent)", "yes")]


OTHER = {bool: lambda old: not old, list: lambda old: [*old[1:], "another"]}


def changed(value):
    """Another value of the same kind."""
    if isinstance(value, dict):
        first = next(iter(value))
        return {**value, first: changed(value[first])}
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value + 1
    return OTHER.get(type(value), lambda old: f"{old} another")(value)


def test_every_key_of_the_record_is_compared_or_left_out_by_name(pay, copy):
    file = copy / "baseline" / "allocation.json"
    record = json.loads(file.read_text())
    assert {*measures.LEFT_OUT} <= set(record)
    for key, value in record.items():
        file.write_text(json.dumps({**record, key: changed(value)}))
        found = difference(read_answer(pay), read_answer(copy)).changes
        is_left_out = key in measures.LEFT_OUT
        assert any(one.scenario == "baseline" for one in found) != is_left_out, key
        if key != "tie_settled":  # how it was proven
            assert any(one.beyond for one in found) != is_left_out, key
