"""A study on disk: written whole, read back without a solve, refused if tampered."""

import csv
import json
import random
from decimal import Decimal

import pytest

from costing.errors import AllocationError, CareError, InputError
from scenarios.apply import applied
from scenarios.apply import steps as steps_of
from scenarios.case import load_case
from scenarios.outcome import outcome_of
from scenarios.run import run
from scenarios.scenario import read_scenarios
from scenarios.store import run_scenarios
from scenarios.study import Study
from tests.scenarios.test_run import CLOSED, R2_AT_B_DEARER, case_with


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "timing.json"
    }


@pytest.fixture
def saved(tmp_path):
    (tmp_path / "case").mkdir()
    study = run(
        case_with(tmp_path / "case", closed=CLOSED, two=CLOSED + R2_AT_B_DEARER)
    )
    study.save(tmp_path / "out")
    return tmp_path / "out"


def test_what_is_loaded_is_saved_as_the_same_bytes(saved, tmp_path):
    Study.load(saved).save(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(saved)


def test_the_tables_of_a_loaded_study_are_those_of_the_run(saved, tmp_path):
    study = run(Study.load(saved).case)
    loaded = Study.load(saved)
    assert loaded.comparison.equals(study.comparison)
    assert loaded.bridge.equals(study.bridge)
    assert loaded.provenance == study.provenance


def test_a_scenario_from_elsewhere_is_loaded_as_it_ran(tmp_path):
    (tmp_path / "case").mkdir()
    case = case_with(tmp_path / "case", one=CLOSED, piece="")
    (tmp_path / "case" / "scenarios" / "one.toml").write_text(
        f'scenario = "one"\nuse = ["piece.toml"]\n{R2_AT_B_DEARER}'
    )
    (tmp_path / "case" / "scenarios" / "piece.toml").write_text(CLOSED)
    files = [tmp_path / "case" / "scenarios" / "one.toml"]
    run(case, read_scenarios(case, files)).save(tmp_path / "out")
    documents = tmp_path / "out" / "one" / "scenarios"
    assert [one.name for one in sorted(documents.iterdir())] == [
        "one.toml",
        "piece.toml",
    ]
    loaded = Study.load(tmp_path / "out")
    assert len(loaded.ran[0].scenario.changes) == 2
    loaded.save(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


def test_bridge_csv_is_in_pounds(saved):
    assert (saved / "bridge.csv").read_text() == (
        "scenario,step,gbp_per_week,placed,note\n"
        "closed,1. providers: status = closed where provider = A,10.00,0,\n"
        "closed,interaction,0.00,0,\n"
        "two,1. providers: status = closed where provider = A,10.00,0,\n"
        "two,2. offers: price_gbp_per_week x 1.005 where referral = R2,1.00,0,\n"
        "two,interaction,0.00,0,\n"
    )


def test_the_ledger_names_every_cell_that_was_changed(saved):
    assert (saved / "two" / "ledger.csv").read_text() == (
        "table,key,column,old,new\n"
        "providers,A,status,open,closed\n"
        "offers,R2;B;,price_gbp_per_week,200.00,201.00\n"
    )
    assert (saved / "baseline" / "ledger.csv").read_text() == (
        "table,key,column,old,new\n"
    )


def test_a_scenario_without_changes_has_the_files_of_the_baseline(tmp_path):
    (tmp_path / "case").mkdir()
    run(case_with(tmp_path / "case", nothing="")).save(tmp_path / "out")
    baseline = contents(tmp_path / "out" / "baseline")
    assert contents(tmp_path / "out" / "nothing") == baseline


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(InputError) as raised:
        Study.load(tmp_path / "none")
    assert str(raised.value) == (
        f"{tmp_path / 'none'}: got no such folder, expected a folder that fairlot run "
        "or fairlot allocate --out has written."
    )


def test_a_case_that_was_changed_since_is_refused(saved):
    path = saved / "case" / "offers.csv"
    path.write_text(path.read_text().replace("200.00", "199.00"))
    with pytest.raises(InputError, match="Run the case again: one of the two was"):
        Study.load(saved)


def test_a_plan_that_was_changed_since_fails_its_audit(saved):
    path = saved / "baseline" / "placements.csv"
    path.write_text(path.read_text().replace("R1,A", "R1,B"))
    with pytest.raises(AllocationError):
        Study.load(saved)


def test_a_damaged_file_is_named(saved):
    (saved / "closed" / "allocation.json").write_text("{")
    with pytest.raises(InputError) as raised:
        Study.load(saved)
    assert str(raised.value) == (
        "closed/allocation.json: got a file that is missing or damaged, expected as "
        "written. Run the case again."
    )


def test_a_bridge_that_does_not_lead_to_the_scenario_is_refused(saved):
    path = saved / "bridge.csv"
    path.write_text(path.read_text().replace(",10.00,", ",12.00,"))
    with pytest.raises(InputError) as raised:
        Study.load(saved)
    assert str(raised.value) == (
        "bridge.csv: got steps of closed that are not those of its changes, expected "
        "its steps, adding to 10.00. Run the case again."
    )


@pytest.mark.parametrize("name", ["..", ".", "../elsewhere", ""])
@pytest.mark.parametrize("key", ["scenario", "file"])
def test_a_scenario_that_leads_out_of_the_folder_is_refused(saved, name, key):
    path = saved / "provenance.json"
    record = json.loads(path.read_text())
    record["scenarios"][0][key] = name
    path.write_text(json.dumps(record))
    with pytest.raises(InputError) as raised:
        run_scenarios(saved)
    assert str(raised.value) == (
        "out/provenance.json: got a file that is missing or damaged, expected as "
        "written. Run the case again."
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("provenance.json", '"closed.toml"', '"../closed.toml"'),
        ("provenance.json", '"scenarios"', '"scenario"'),
        ("bridge.csv", ",10.00,", ",ten,"),
        ("bridge.csv", "gbp_per_week", "pounds"),
        ("closed/placements.csv", "provider", "vendor"),
        ("closed/allocation.json", '"notes"', '"note"'),
        ("closed/allocation.json", '"aims"', '"targets"'),
    ],
)
def test_a_run_that_somebody_else_wrote_is_not_trusted(saved, file, old, new):
    path = saved / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(CareError):
        Study.load(saved)


def test_a_note_that_was_taken_out_is_told_again(tmp_path):
    (tmp_path / "case").mkdir()
    case_with(tmp_path / "case", closed=CLOSED)
    decisions = "referral,decision\nR1,hold\n"
    (tmp_path / "case" / "decisions.csv").write_text(decisions)
    run(load_case(tmp_path / "case")).save(tmp_path / "out")
    path = tmp_path / "out" / "baseline" / "allocation.json"
    record = json.loads(path.read_text())
    assert len(record["notes"]) == 1
    path.write_text(json.dumps({**record, "notes": []}))
    assert list(Study.load(tmp_path / "out").baseline.notes) == record["notes"]


def test_provenance_names_each_scenario(saved):
    told = json.loads((saved / "provenance.json").read_text())["scenarios"]
    assert [one["scenario"] for one in told] == ["closed", "two"]
    assert [one["file"] for one in told] == ["closed.toml", "two.toml"]


CHEAPER_B = """[[change]]
type = "price"
table = "offers"
where = { provider = "B" }
multiply = { price_gbp_per_week = 0.8125 }
"""
SMALL_B = """[[change]]
type = "supply"
table = "providers"
where = { provider = "B" }
set = { capacity_places = 1 }
"""
COST_FIRST = """[[change]]
type = "rule"
key = "allocation.aims"
set = ["cost", "placed"]
"""
CHANGES = [CLOSED, R2_AT_B_DEARER, CHEAPER_B, SMALL_B, COST_FIRST]


@pytest.mark.parametrize("seed", range(8))
def test_the_bridge_of_any_scenario_adds_up_to_the_penny(tmp_path, seed):
    drawn = random.Random(seed)
    drawn_ones = [drawn.sample(CHANGES, drawn.randint(1, 4)) for _ in range(4)]
    texts = {
        f"s{number}": "".join(changes)
        for number, changes in enumerate(drawn_ones)
        if not {R2_AT_B_DEARER, CHEAPER_B} <= {*changes}  # they touch one cell
    }
    (tmp_path / "case").mkdir()
    case = case_with(tmp_path / "case", **texts)
    scenarios = read_scenarios(case)
    run(case, scenarios).save(tmp_path / "out")

    def cost(name):
        record = json.loads((tmp_path / "out" / name / "allocation.json").read_text())
        return Decimal(str(record["cost_gbp_per_week"]))

    with (tmp_path / "out" / "bridge.csv").open() as file:
        steps = list(csv.DictReader(file))
    for name, text in texts.items():
        mine = [
            Decimal(one["gbp_per_week"]) for one in steps if one["scenario"] == name
        ]
        assert len(mine) == text.count("[[change]]") + 1
        assert sum(mine) == cost(name) - cost("baseline")
        (scenario,) = (one for one in scenarios if one.name == name)
        alone = [outcome_of(applied(case, step)[0]) for step in steps_of(scenario)]
        costs = [Decimal(one.allocation.cost_pence) / 100 for one in alone]
        assert [one - cost("baseline") for one in costs] == mine[:-1]
