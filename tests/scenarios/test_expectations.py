"""What a case is known to answer is held against what it answers."""

import pytest

from costing.errors import InputError
from scenarios.case import load_case
from scenarios.expectations import compared, measures
from scenarios.outcome import outcome_of
from tests.kit.folders import FILES, with_text, write

# R1 stays with P1 for 1,040.00. R2 goes to P2: 30 h at 2 x 12.71, 762.60, and the rota
# of S2, 24 h a week at 25.42, 610.08.
COST = 2412.68


def case_with(folder, *expected):
    tables = "".join(
        f'[[expect]]\nmeasure = "{measure}"\nvalue = {value}\n'
        for measure, value in expected
    )
    return load_case(write(folder, case_toml=FILES["case.toml"] + tables))


def test_every_measure_is_there_by_name(tmp_path):
    case = case_with(tmp_path)
    known = measures(case, outcome_of(case).allocation)
    assert {name: known[name] for name in list(known)[:4]} == {
        "placed": 2.0,
        "placed:1": 2.0,
        "unplaced": 0.0,
        "cost": COST,
    }
    assert {"points", "quality", "choice", "tie_break:draw"} <= set(known)


def test_a_change_of_provider_is_not_a_change_of_home(tmp_path):
    # R2 goes to P2 into S2; R1 stays with P1, in S1.
    files = {
        "stays": "R2,,South,waking,P1,S2,",
        "moves": "R2,,South,waking,P2,S1,",
        "neither": "R2,,South,waking,,,",
    }
    counted = {}
    for name, row in files.items():
        referrals = with_text("referrals.csv", "R2,,South,waking,,,", row)
        (tmp_path / name).mkdir()
        case = load_case(write(tmp_path / name, referrals_csv=referrals))
        known = measures(case, outcome_of(case).allocation)
        counted[name] = known["moves_of_provider"], known["moves_of_home"]
    assert counted == {"stays": (1, 0), "moves": (0, 1), "neither": (0, 0)}


def test_what_holds_and_what_differs_is_told_in_order(tmp_path):
    case = case_with(tmp_path, ("cost", COST), ("placed", 1), ("placed:1", 2))
    answers = compared(case, outcome_of(case).allocation)
    assert [(one.measure, one.got, one.holds) for one in answers] == [
        ("cost", COST, True),
        ("placed", 2.0, False),
        ("placed:1", 2.0, True),
    ]


def test_a_penny_is_a_difference(tmp_path):
    case = case_with(tmp_path, ("cost", COST + 0.01))
    assert not compared(case, outcome_of(case).allocation)[0].holds


def test_a_measure_that_is_not_known_is_a_finding(tmp_path):
    case = case_with(tmp_path, ("plased", 2))
    with pytest.raises(InputError) as caught:
        compared(case, outcome_of(case).allocation)
    message = str(caught.value)
    assert message.startswith(
        'case.toml, expect: got "plased", expected one of placed, placed:1, unplaced, '
        "cost, points, "
    )
    assert message.endswith('. Did you mean "placed"?')
