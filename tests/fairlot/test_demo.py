"""The README's first command: a whole run, the same bytes each time."""

import csv
import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded

OUTCOME = {
    "allocation.json",
    "departures.csv",
    "ledger.csv",
    "placements.csv",
    "prices.csv",
    "provenance.json",
    "shadow_prices.csv",
    "shortlist.csv",
    "timing.json",
    "unplaced.csv",
}
BESIDE = {
    "baseline",
    "bridge.csv",
    "case",
    "comparison.csv",
    "inputs.sha256",
    "provenance.json",
    "report.html",
    "timing.json",
    "workbook.xlsx",
}


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "timing.json"
    }


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_writes_every_file_of_the_contract(demo):
    record = json.loads((demo / "provenance.json").read_text())
    scenarios = {one["scenario"] for one in record["scenarios"]}
    assert len(scenarios) == 5
    assert {path.name for path in demo.iterdir()} == BESIDE | scenarios
    for name in ("baseline", *scenarios):
        assert {path.name for path in (demo / name).iterdir()} == OUTCOME


def test_a_case_that_was_edited_is_not_lost_to_the_next_demo(tmp_path, capsys):
    out = tmp_path / "out"
    assert guarded(cli, ["demo", "--out", str(out)]) == Exit.ANSWERED
    file = out / "case" / "offers.csv"
    file.write_text(file.read_text().replace(",offered", ",declined", 1))
    edited = file.read_text()
    capsys.readouterr()
    assert guarded(cli, ["demo", "--out", str(out)]) == Exit.FINDINGS
    assert capsys.readouterr().err.startswith(
        f'{out}: got an earlier answer with "case/offers.csv" in it, which was changed '
        "since Fairlot wrote it and would be lost, expected a new or empty folder"
    )
    assert file.read_text() == edited


def test_twice_gives_the_same_bytes(demo, tmp_path, capsys):
    assert guarded(cli, ["demo", "--out", str(tmp_path / "again")]) == Exit.ANSWERED
    assert contents(tmp_path / "again") == contents(demo)


def test_the_files_agree_with_each_other(demo):
    demo = demo / "baseline"
    record = json.loads((demo / "allocation.json").read_text())
    placements, unplaced = rows(demo / "placements.csv"), rows(demo / "unplaced.csv")
    assert record["status"] == "optimal"
    assert record["audit"] == "passed"
    assert record["placed"] == len(placements)
    assert record["unplaced"] == len(unplaced)
    named = [row["referral"] for row in [*placements, *unplaced]]
    assert len(set(named)) == len(named) == 24
    points = sum(round(float(row["points"]) * 100) for row in placements)
    by_aim = {aim["name"]: aim for aim in record["aims"]}
    assert points == round(by_aim["points"]["value"] * 100)
    assert by_aim["cost"]["value"] == record["cost_gbp_per_week"]


def test_the_shortlist_holds_what_is_chosen(demo):
    chosen = {
        (row["referral"], row["provider"], row["scheme"])
        for row in rows(demo / "baseline" / "shortlist.csv")
        if row["what_the_plan_would_lose"] == "nothing: it is chosen"
    }
    placed = {
        (row["referral"], row["provider"], row["scheme"]): int(row["rank"])
        for row in rows(demo / "baseline" / "placements.csv")
    }
    assert {key for key, rank in placed.items() if rank <= 2} <= chosen <= set(placed)


def test_only_timing_holds_times(demo):
    assert set(json.loads((demo / "baseline" / "timing.json").read_text())) == {
        "price",
        "allocate",
        "explain",
    }
    provenance = json.loads((demo / "provenance.json").read_text())
    assert [name for name in provenance if "time" in name or "second" in name] == []


def test_the_same_case_allocated_on_its_own_gives_the_same_answer(
    demo, tmp_path, capsys
):
    out = tmp_path / "out"
    code = guarded(cli, ["allocate", str(demo / "case"), "--out", str(out)])
    assert code == Exit.ANSWERED
    for name in OUTCOME - {"ledger.csv", "timing.json"}:
        assert (out / name).read_bytes() == (demo / "baseline" / name).read_bytes(), (
            name
        )


@pytest.mark.parametrize("name", ["placements.csv", "unplaced.csv", "shortlist.csv"])
def test_no_cell_is_left_to_a_spreadsheet_as_a_formula(demo, name):
    cells = [cell for row in rows(demo / "baseline" / name) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@")] == []
