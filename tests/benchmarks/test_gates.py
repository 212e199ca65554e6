"""A planted regression is seen, and so is a measure that went missing."""

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


def test_a_size_that_was_not_run_breaks_nothing():
    assert breaches(GATES, {10: {}}) == []


def test_the_gates_of_the_project_name_no_seconds():
    gates = read_gates()
    assert len(gates) >= 5
    assert [gate.measure for gate in gates if "second" in gate.measure] == []
    assert all((gate.most is None) != (gate.least is None) for gate in gates)
