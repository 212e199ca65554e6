"""The pages about the answer name every file, column, key and measure of it."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from allocation.answer import Status
from allocation.departures import Reason
from fairlot.cli import cli
from fairlot.exits import guarded
from scenarios.reconciliation.tied import State

DOCS = Path(__file__).parents[1] / "docs"

if not DOCS.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

ELSEWHERE = {
    "departures.csv": ("reasons.md", "`departures.csv`"),
    "shadow_prices.csv": ("allocation.md", "7. Shadow prices"),
    "ledger.csv": ("scenarios.md", "The ledger"),
}
"""Files whose columns are told on another page, and under which heading."""


def section(page, heading):
    """What a page says under a heading that starts so."""
    text = (DOCS / page).read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    (found,) = [part for part in parts if part.startswith(heading)]
    return found


def words(text):
    return set(re.findall(r"[a-z0-9_:.]+", text.replace("`", " ")))


def keys(record):
    """Every key of a record and of records within it."""
    if isinstance(record, list):
        return {name for one in record for name in keys(one)}
    if not isinstance(record, dict):
        return set()
    return set(record) | {name for one in record.values() for name in keys(one)}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_file_of_a_run_is_named(demo):
    told = words(section("answer.md", "What is written"))
    scenarios = {row["scenario"] for row in rows(demo / "comparison.csv")}
    written = {path.name for path in demo.iterdir()} - scenarios - {"case"}
    written |= {path.name for name in scenarios for path in (demo / name).iterdir()}
    assert len(written) >= 14
    assert sorted(written - told) == []


def test_every_column_is_explained(demo):
    tables = [*demo.glob("*.csv"), *(demo / "baseline").glob("*.csv")]
    assert len(tables) >= 9
    for path in tables:
        page, heading = ELSEWHERE.get(path.name, ("answer.md", path.name))
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        told = words(section(page, heading))
        assert [name for name in columns if name not in told] == [], path.name


def test_every_key_of_the_records_is_explained(demo):
    allocation = json.loads((demo / "baseline" / "allocation.json").read_text())
    allocation["strict_rank"]["departures"] = {}
    missing = keys(allocation) - words(section("answer.md", "allocation.json"))
    assert missing == set()
    provenance = json.loads((demo / "provenance.json").read_text())
    provenance["inputs"] = provenance["packages"] = {}
    missing = keys(provenance) - words(section("answer.md", "provenance.json"))
    assert missing == set()


def test_every_phase_that_is_timed_is_named(demo):
    told = words(section("answer.md", "timing.json"))
    for path in demo.rglob("timing.json"):
        assert set(json.loads(path.read_text())) - told == set()


def test_every_measure_is_defined_once(demo):
    told = re.findall(
        r"^\| (`.*?) \|",
        section("answer.md", "comparison.csv") + section("caseload.md", "The baseline"),
        re.MULTILINE,
    )
    named = re.findall(r"`([a-z0-9_:]+)`", " ".join(told))
    assert len(named) == len(set(named))
    measured = {row["measure"] for row in rows(demo / "comparison.csv")}
    beyond = {"placed:3", "tie_break:draw"}
    assert sorted(measured - set(named) - beyond) == []


def test_every_status_is_told():
    told = words(section("allocation.md", "5. What the answer is worth"))
    assert set(Status) - told == set()
    assert set(Status) - words(section("answer.md", "allocation.json")) == set()


def test_the_cost_of_the_sample_ties_as_the_page_says(demo):
    placements = rows(demo / "baseline" / "placements.csv")
    prices = sum(Decimal(row["price_gbp_per_week"]) for row in placements)
    record = json.loads((demo / "baseline" / "allocation.json").read_text())
    cost = Decimal(str(record["cost_gbp_per_week"]))
    (opened,) = [
        row for row in rows(demo / "case" / "schemes.csv") if row["scheme"] == "S011"
    ]
    assert prices + Decimal(opened["background_gbp_per_week"]) == cost
    page = " ".join(section("answer.md", "placements.csv").split())
    assert (
        f"prices of 21 people are £{prices:,}; the plan opens one home, S011, for "
        f"£{Decimal(opened['background_gbp_per_week']):,}; together £{cost:,}"
    ) in page


EXTRACT = "case/finance/extract-with-faults.csv"
COMMANDS = {
    "price": (["case"], "answer.md", "prices.csv"),
    "explain": (["case", "R0004", "--run", "."], "reasons.md", "`fairlot explain"),
    "reconcile": (["case", EXTRACT], "caseload.md", "Tied to what finance paid"),
    "diff": ([".", "."], "ci.md", "What changed, and why"),
}
"""Commands with columns of their own, and where these are told."""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_column_of_a_command_is_explained(name, demo, monkeypatch, capsys):
    arguments, page, heading = COMMANDS[name]
    monkeypatch.chdir(demo)
    capsys.readouterr()
    guarded(cli, [name, *arguments, "--format", "csv"])
    columns = next(csv.reader([capsys.readouterr().out.splitlines()[0]]))
    told = words(section(page, heading))
    assert len(columns) >= 7
    assert [column for column in columns if column not in told] == []


def test_every_reason_of_a_departure_is_told():
    told = words(section("reasons.md", "`departures.csv`"))
    assert set(Reason) - told == set()


def test_every_state_of_a_reconciled_line_is_told():
    told = section("caseload.md", "Tied to what finance paid")
    assert [state for state in State if f"| {state} |" not in told] == []


def test_every_section_of_the_report_is_explained(demo):
    report = (demo / "report.html").read_text(encoding="utf-8")
    titles = re.findall(r"<h2 id=[^>]*>(?:<span.*?</span>)?(.*?)</h2>", report)
    page = (DOCS / "report.md").read_text(encoding="utf-8")
    assert len(titles) >= 14
    assert [title.strip() for title in titles if title.strip() not in page] == [
        "Contents"
    ]
