"""A planted regression is seen, and so is a measure that went missing."""

import pytest

from benchmarks.gates import Gate, breaches, read_gates

GATES = [
    Gate(1, "build_ratio", "arrays beat dictionaries", most=0.5),
    Gate(1, "aims_agree", "the peer reaches the same aims", least=1),
]
GOOD = {1: {"build_ratio": 0.2, "aims_agree": 1.0}}


def test_good_results_pass():
    assert breaches(GATES, GOOD) == []


def test_a_planted_slow_build_is_seen():
    slow = {1: {**GOOD[1], "build_ratio": 0.9}}
    assert breaches(GATES, slow) == [
        "build_ratio at 1x is 0.9, at most 0.5: arrays beat dictionaries"
    ]


def test_a_planted_wrong_aim_is_seen():
    wrong = {1: {**GOOD[1], "aims_agree": 0.0}}
    assert breaches(GATES, wrong) == [
        "aims_agree at 1x is 0, at least 1: the peer reaches the same aims"
    ]


def test_a_result_that_is_not_a_number_breaks_its_gate():
    assert len(breaches(GATES, {1: {**GOOD[1], "build_ratio": float("nan")}})) == 1


def test_a_measure_that_went_missing_is_seen():
    assert breaches(GATES, {1: {"build_ratio": 0.2}}) == [
        "aims_agree at 1x was not measured: the peer reaches the same aims"
    ]


def test_what_has_no_size_is_named_alone():
    gates = [Gate(0, "hour_ratio", "an hour is quick", most=0.2)]
    assert breaches(gates, {0: {"hour_ratio": 0.3}}) == [
        "hour_ratio is 0.3, at most 0.2: an hour is quick"
    ]


def test_a_size_that_was_not_run_breaks_nothing():
    assert breaches(GATES, {10: {}}) == []


REAL = read_gates()


def at_the_edge():
    """Give results that just keep every gate of the project."""
    results = {}
    for gate in REAL:
        edge = gate.least if gate.most is None else gate.most
        results.setdefault(gate.size, {})[gate.measure] = edge
    return results


def test_results_at_the_edge_keep_the_gates_of_the_project():
    assert len(REAL) >= 8
    assert breaches(REAL, at_the_edge()) == []


@pytest.mark.parametrize("gate", REAL, ids=lambda gate: f"{gate.measure}-{gate.size}x")
def test_a_regression_planted_in_any_measure_is_seen(gate):
    results = at_the_edge()
    worse = gate.least - 0.5 if gate.most is None else gate.most + 0.5
    results[gate.size][gate.measure] = worse
    assert breaches(REAL, results) == [gate.breach({gate.measure: worse})]


def test_gates_are_ratios_and_quality():
    known = {
        "aims_agree",
        "proven",
        "audit_passed",
        "gap",
        "book_ratio",
        "build_ratio",
        "solve_ratio",
        "run_ratio",
        "explain_ratio",
        "prices_agree",
        "variants_ratio",
        "amounts_exact",
        "lines_ratio",
        "times_apply",
        "document_ratio",
        "hour_ratio",
        "file_peak_mb",
    }
    assert {gate.measure for gate in REAL} <= known
    assert all((gate.most is None) != (gate.least is None) for gate in REAL)
