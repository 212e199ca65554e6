"""``fairlot bench`` times every phase; only another answer fails, never a time."""

import json

import pytest

from fairlot.bench import PHASES, answer_changes, ratios
from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.fairlot.test_allocate import OFFERS, write


@pytest.fixture(scope="module")
def timed(tmp_path_factory):
    """A tiny case and what a bench of it has written."""
    folder = tmp_path_factory.mktemp("bench")
    case = folder / "case"
    case.mkdir()
    file = folder / "bench.json"
    arguments = ["bench", write(case), "--repeat", "2", "--out", str(file)]
    assert guarded(cli, arguments) == Exit.ANSWERED
    return case, file


def bench(capsys, *arguments):
    capsys.readouterr()
    code = guarded(cli, ["bench", *map(str, arguments), "--repeat", "1"])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_every_phase_is_timed_and_the_answer_stands_beside(timed):
    record = json.loads(timed[1].read_text())
    assert tuple(record["seconds"]) == PHASES
    for times in record["seconds"].values():
        assert 0 <= times["least"] <= times["median"] <= times["most"]
    assert record["repeat"] == 2
    assert record["answer"]["status"] == "optimal"
    # as tests/fairlot/test_allocate.py works them out
    assert list(record["answer"]["aims"].items())[:3] == [
        ("placed", 2.0),
        ("points", 85.0),
        ("cost", 1450.5),
    ]


def test_against_an_earlier_file_ratios_are_told_and_no_time_fails(timed, capsys):
    case, file = timed
    record = json.loads(file.read_text())
    slow = {
        phase: {**times, "median": times["median"] / 1000}
        for phase, times in record["seconds"].items()
    }
    earlier = file.with_name("fast.json")
    earlier.write_text(json.dumps({**record, "seconds": slow}))
    code, out, err = bench(capsys, case, "--against", earlier, "--format", "json")
    answer = json.loads(out)
    assert code == Exit.ANSWERED
    assert answer["against"]["same_case"] is True
    assert answer["against"]["answer_changes"] == []
    assert set(answer["against"]["ratios"]) == set(PHASES)
    assert err == "Round 1 of 1\n"


def test_another_answer_is_4_and_is_told(timed, capsys, tmp_path):
    _, file = timed
    folder = write(tmp_path, offers=OFFERS.replace("450.50", "460.50"))
    code, _, err = bench(capsys, folder, "--against", file)
    assert code == Exit.CHECK_FAILED
    assert err == (
        "Round 1 of 1\n"
        "The case is not the same as in the earlier file.\n"
        'The answer is another: aim "cost": 1450.5 -> 1460.5.\n'
        'The answer is another: aim "tie_break:cost": 1450.5 -> 1460.5.\n'
    )


@pytest.mark.parametrize(
    "text", ["{}", "[]", "no JSON", '{"seconds": {"read": {"median": "soon"}}}']
)
def test_what_is_no_bench_is_1(timed, capsys, tmp_path, text):
    file = tmp_path / "other.json"
    file.write_text(text)
    code, out, err = bench(capsys, timed[0], "--against", file)
    assert (code, out) == (Exit.FINDINGS, "")
    assert err == (
        f"{file}: got something else, expected a file that fairlot bench wrote with "
        "--out.\n1 finding. Nothing was written.\n"
    )


def test_a_phase_that_an_earlier_file_lacks_has_no_ratio():
    new = {"seconds": {"read": {"median": 2.0}, "solve": {"median": 1.0}}}
    old = {"seconds": {"read": {"median": 4.0}}}
    assert ratios(new, old) == {"read": 0.5, "solve": None}


def test_an_aim_that_came_or_went_is_another_answer():
    old = {"answer": {"status": "optimal", "aims": {"placed": 2.0}}}
    new = {"answer": {"status": "feasible", "aims": {"moves": 1.0}}}
    assert answer_changes(new, old) == [
        "status: optimal -> feasible",
        'aim "placed": 2 -> nothing',
        'aim "moves": nothing -> 1',
    ]
