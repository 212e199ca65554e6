"""A run: the case as it is, each scenario, and the bridge between them."""

import math

import pytest

from costing.errors import AllocationError, InputError
from scenarios.bridge import INTERACTION
from scenarios.case import load_case
from scenarios.outcome import outcome_of
from scenarios.run import run
from scenarios.scenario import read_scenarios
from tests.fairlot.test_allocate import write

CASE = """price_date = 2026-11-01
[allocation]
aims = ["placed", "cost"]
tie_break = ["draw"]
[scoring]
weights = { quality = 0, price = 100, choice = 0, fit = 0 }
"""
PROVIDERS = "provider\nA\nB\n"
REFERRALS = "referral\nR1\nR2\n"
OFFERS = """referral,provider,price_gbp_per_week
R1,A,100
R1,B,110
R2,B,200
"""

CLOSED = """[[change]]
type = "supply"
table = "providers"
where = { provider = "A" }
set = { status = "closed" }
"""
R1_AT_B_DEARER = """[[change]]
type = "price"
table = "offers"
where = { referral = "R1", provider = "B" }
add = { price_gbp_per_week = 10 }
"""
R2_AT_B_DEARER = """[[change]]
type = "price"
table = "offers"
where = { referral = "R2" }
multiply = { price_gbp_per_week = 1.005 }
"""


def case_with(tmp_path, **scenarios):
    write(tmp_path, case_toml=CASE, providers=PROVIDERS, referrals=REFERRALS)
    (tmp_path / "offers.csv").write_text(OFFERS)
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for name, changes in scenarios.items():
        text = f'scenario = "{name}"\ntitle = "{name}"\n{changes}'
        (folder / f"{name}.toml").write_text(text)
    return load_case(tmp_path)


def bridge_of(study, name):
    rows = study.bridge[study.bridge["scenario"] == name]
    return dict(zip(rows["step"], rows["pence"], strict=True))


def test_changes_that_cannot_meet_have_no_interaction(tmp_path):
    # R1 moves from 100 to 110 at B; R2 from 200 to 201: 10 and 1, and nothing else.
    study = run(case_with(tmp_path, both=CLOSED + R2_AT_B_DEARER))
    assert list(bridge_of(study, "both").values()) == [1000, 100, 0]
    assert list(bridge_of(study, "both"))[-1] == INTERACTION


def test_changes_that_meet_leave_an_interaction(tmp_path):
    # By itself the dearer B moves nothing, and A's closing 10; together they cost 20.
    study = run(case_with(tmp_path, both=CLOSED + R1_AT_B_DEARER))
    assert list(bridge_of(study, "both").values()) == [1000, 0, 1000]


def test_a_single_change_is_the_whole_difference(tmp_path):
    study = run(case_with(tmp_path, closed=CLOSED))
    assert list(bridge_of(study, "closed").values()) == [1000, 0]


def test_a_change_that_cannot_stand_alone_is_in_the_interaction(tmp_path):
    new = """[[change]]
type = "supply"
table = "providers"
insert = [ { provider = "C" } ]
"""
    offer = """[[change]]
type = "supply"
table = "offers"
insert = [ { referral = "R1", provider = "C", price_gbp_per_week = 90 } ]
"""
    study = run(case_with(tmp_path, entrant=new + offer))
    assert list(bridge_of(study, "entrant").values()) == [0, 0, -1000]
    why = "cannot stand alone: in the interaction"
    assert study.bridge["note"].tolist() == ["", why, ""]
    assert study.notes == (f"entrant, step 2: {why}.",)


def test_a_change_that_alone_has_no_plan_is_in_the_interaction(tmp_path):
    # Both must stay, at 300 in all: a budget of 250 alone cannot be kept.
    case_with(tmp_path, both="")
    stays = "referral,current_provider,must_stay\nR1,A,yes\nR2,B,yes\n"
    (tmp_path / "referrals.csv").write_text(stays)
    tight = (
        'scenario = "both"\n[[change]]\ntype = "rule"\n'
        'key = "allocation.budget_gbp_per_week"\nset = 250\n'
        '[[change]]\ntype = "price"\ntable = "offers"\n'
        "multiply = { price_gbp_per_week = 0.5 }\n"
    )
    (tmp_path / "scenarios" / "both.toml").write_text(tight)
    study = run(load_case(tmp_path))
    assert list(bridge_of(study, "both").values()) == [0, -15000, 0]
    why = "has no plan by itself (infeasible): in the interaction"
    assert study.bridge["note"].tolist() == [why, "", ""]


def test_a_step_whose_plan_fails_its_audit_stops_the_run(tmp_path, monkeypatch):
    def failing(market, **_):
        msg = "the plan failed its audit, so it is not shown"
        raise AllocationError(msg)

    monkeypatch.setattr("scenarios.bridge.allocate", failing)
    with pytest.raises(AllocationError, match="failed its audit"):
        run(case_with(tmp_path, both=CLOSED + R1_AT_B_DEARER))


def test_a_scenario_without_changes_is_the_baseline(tmp_path):
    case = case_with(tmp_path, nothing="")
    study = run(case)
    (ran,) = study.ran
    assert ran.outcome.case.fingerprint == case.fingerprint
    assert ran.ledger.empty
    assert bridge_of(study, "nothing") == {INTERACTION: 0}
    assert (study.comparison["difference"].dropna() == 0).all()


def test_the_comparison_holds_every_measure_of_every_outcome(tmp_path):
    study = run(case_with(tmp_path, closed=CLOSED))
    rows = study.comparison.set_index(["scenario", "measure"])
    assert rows.loc[("baseline", "cost"), ["value", "difference"]].tolist() == [300, 0]
    assert rows.loc[("closed", "cost"), ["value", "difference"]].tolist() == [310, 10]


def test_points_of_another_kind_and_draws_have_no_difference(tmp_path):
    weights = "{ quality = 50, price = 50, choice = 0, fit = 0 }"
    other = f'[[change]]\ntype = "rule"\nkey = "scoring.weights"\nset = {weights}\n'
    study = run(case_with(tmp_path, other=other, closed=CLOSED))
    rows = study.comparison.set_index(["scenario", "measure"])["difference"]
    assert math.isnan(rows["other", "points"])
    assert rows["closed", "points"] == 0
    assert rows["other", "cost"] == 0
    assert math.isnan(rows["closed", "tie_break:draw"])


def test_only_the_scenarios_that_are_named_run(tmp_path):
    case = case_with(tmp_path, closed=CLOSED, dearer=R2_AT_B_DEARER)
    study = run(case, read_scenarios(case, [tmp_path / "scenarios" / "dearer.toml"]))
    assert list(study.outcomes) == ["baseline", "dearer"]


def test_the_findings_of_every_scenario_are_told_before_anything_is_solved(tmp_path):
    nobody = CLOSED.replace('"A"', '"X"')
    case = case_with(tmp_path, one=nobody, two=nobody)
    with pytest.raises(InputError) as raised:
        run(case)
    assert len(raised.value.findings) == 2


def test_a_scenario_that_makes_any_plan_impossible_is_named(tmp_path):
    stays = REFERRALS.replace("referral", "referral,current_provider,must_stay")
    stays = stays.replace("R1", "R1,A,yes").replace("R2", "R2,,no")
    case_with(tmp_path, gone="")
    (tmp_path / "referrals.csv").write_text(stays)
    gone = (
        'scenario = "gone"\n'
        '[[change]]\ntype = "supply"\ntable = "offers"\n'
        'where = { provider = "A" }\nset = { status = "withdrawn" }\n'
    )
    (tmp_path / "scenarios" / "gone.toml").write_text(gone)
    with pytest.raises(InputError) as raised:
        run(load_case(tmp_path))
    assert str(raised.value).startswith("scenarios/gone.toml, referrals.csv line 2")


def test_the_outcome_of_a_scenario_is_that_of_a_case_written_so(tmp_path):
    study = run(case_with(tmp_path, closed=CLOSED))
    (tmp_path / "providers.csv").write_text("provider,status\nA,closed\nB,open\n")
    written = outcome_of(load_case(tmp_path))
    ran = study.ran[0].outcome
    assert ran.case.fingerprint == written.case.fingerprint
    assert ran.allocation.placements.equals(written.allocation.placements)
    assert ran.allocation.aims == written.allocation.aims
