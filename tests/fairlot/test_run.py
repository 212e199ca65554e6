"""``fairlot run`` as its user meets it."""

import csv
import io
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.scenarios.test_run import CLOSED, R2_AT_B_DEARER, case_with


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "my-case"
    folder.mkdir()
    case_with(folder, closed=CLOSED, two=CLOSED + R2_AT_B_DEARER)
    return folder


def answer(capsys, *arguments):
    capsys.readouterr()
    code = guarded(cli, ["run", *map(str, arguments)])
    return code, capsys.readouterr()


def test_the_terminal_sets_every_scenario_beside_the_case(case, capsys):
    code, told = answer(capsys, case)
    assert code == Exit.ANSWERED
    lines = [line.split() for line in told.out.splitlines()]
    assert ["baseline", "2", "of", "2", "300.00", "200.00"] in lines
    assert ["closed", "2", "of", "2", "310.00", "+10.00", "200.00"] in lines


def test_a_bridge_of_one_change_is_not_told_twice(case, capsys):
    _, told = answer(capsys, case)
    assert "two: two" in told.out
    assert "closed: closed" not in told.out


def test_a_lower_cost_with_fewer_people_is_called_no_saving(case, tmp_path, capsys):
    gone = tmp_path / "gone.toml"
    gone.write_text(
        'scenario = "gone"\n[[change]]\ntype = "supply"\ntable = "providers"\n'
        'where = { provider = "B" }\nset = { capacity_places = 0 }\n'
    )
    _, told = answer(capsys, case, "--scenario", gone)
    assert "gone: 1 fewer placed, so the lower cost is no saving.\n" in told.out


def test_csv_is_the_comparison(case, capsys):
    code, told = answer(capsys, case, "--format", "csv")
    assert code == Exit.ANSWERED
    rows = list(csv.DictReader(io.StringIO(told.out)))
    cost = [row for row in rows if row["measure"] == "cost"]
    assert [(row["scenario"], row["value"], row["difference"]) for row in cost] == [
        ("baseline", "300", "0"),
        ("closed", "310", "10"),
        ("two", "311", "11"),
    ]


def test_json_holds_outcomes_comparison_and_bridge(case, capsys):
    code, told = answer(capsys, case, "--format", "json")
    assert code == Exit.ANSWERED
    record = json.loads(told.out)
    assert list(record["outcomes"]) == ["baseline", "closed", "two"]
    steps = [one for one in record["bridge"] if one["scenario"] == "two"]
    assert [one["gbp_per_week"] for one in steps] == [10, 1, 0]


def test_only_the_scenarios_named_are_run(case, tmp_path, capsys):
    elsewhere = tmp_path / "mine.toml"
    elsewhere.write_text(f'scenario = "mine"\n{CLOSED}')
    code, told = answer(capsys, case, "--scenario", elsewhere, "--format", "json")
    assert code == Exit.ANSWERED
    assert list(json.loads(told.out)["outcomes"]) == ["baseline", "mine"]


def test_a_scenario_from_elsewhere_is_kept_with_the_answer(case, tmp_path, capsys):
    elsewhere = tmp_path / "mine.toml"
    elsewhere.write_text(f'scenario = "mine"\n{CLOSED}')
    out = tmp_path / "out"
    code, _ = answer(capsys, case, "--scenario", elsewhere, "--out", out)
    assert code == Exit.ANSWERED
    assert (out / "mine" / "scenarios" / "mine.toml").read_text() == (
        elsewhere.read_text()
    )
    assert (out / "mine" / "placements.csv").exists()


def test_a_scenario_of_the_same_file_name_is_not_written_over(case, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    case = case.rename(out / "case")
    own = case / "scenarios" / "two.toml"
    before = own.read_bytes()
    elsewhere = tmp_path / "elsewhere" / "two.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(f'scenario = "two"\n{CLOSED}')
    code, _ = answer(capsys, case, "--scenario", elsewhere, "--out", out)
    assert code == Exit.ANSWERED
    assert own.read_bytes() == before
    assert (out / "two" / "scenarios" / "two.toml").read_text() == elsewhere.read_text()
    assert not (out / "closed").exists()


def test_a_scenario_without_a_plan_is_told_and_exits_3(case, tmp_path, capsys):
    stays = "referral,current_provider,must_stay\nR1,A,yes\nR2,B,yes\n"
    (case / "referrals.csv").write_text(stays)
    full = (
        'scenario = "full"\n[[change]]\ntype = "rule"\n'
        'key = "allocation.budget_gbp_per_week"\nset = 250\n'
    )
    path = tmp_path / "full.toml"
    path.write_text(full)
    code, told = answer(capsys, case, "--scenario", path, "--out", tmp_path / "out")
    assert code == Exit.NO_ANSWER
    assert ["full", "infeasible"] in [line.split() for line in told.out.splitlines()]
    with (tmp_path / "out" / "comparison.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["scenario"] == "full"]
    assert {row["value"] for row in rows} == {""}
    assert (tmp_path / "out" / "bridge.csv").read_text().splitlines()[1:] == []


def test_a_case_without_a_plan_names_the_clash_and_compares_with_nothing(
    case, tmp_path, capsys
):
    stays = "referral,current_provider,must_stay\nR1,A,yes\nR2,B,yes\n"
    (case / "referrals.csv").write_text(stays)
    told = (case / "case.toml").read_text()
    short = "[allocation]\nbudget_gbp_per_week = 250\n"
    (case / "case.toml").write_text(told.replace("[allocation]\n", short))
    freed = tmp_path / "freed.toml"
    freed.write_text(
        'scenario = "freed"\n[[change]]\ntype = "rule"\n'
        'key = "allocation.budget_gbp_per_week"\nset = 1000\n'
    )
    code, told = answer(capsys, case, "--scenario", freed)
    assert code == Exit.NO_ANSWER
    lines = told.out.splitlines()
    assert "baseline: R1 must stay with the current provider" in lines
    (row,) = [line.split() for line in lines if line.split()[:1] == ["freed"]]
    assert row == ["freed", "optimal", "2", "of", "2", "300.00", "200.00"]


def test_a_scenario_that_is_not_there_is_a_finding(case, tmp_path, capsys):
    code, told = answer(capsys, case, "--scenario", tmp_path / "none.toml")
    assert code == Exit.FINDINGS
    assert "none.toml" in told.err
    assert told.out == ""


def test_what_is_not_sound_writes_nothing(case, tmp_path, capsys):
    bad = case / "scenarios" / "bad.toml"
    bad.write_text('scenario = "bad"\n' + CLOSED.replace('"A"', '"X"'))
    code, told = answer(capsys, case, "--out", tmp_path / "out")
    assert code == Exit.FINDINGS
    assert "scenarios/bad.toml" in told.err
    assert not (tmp_path / "out").exists()
