"""``fairlot explain`` on the sample: what is read in every form, what is refused."""

import csv
import io
import json
import shutil

import pytest

from fairlot.cli import cli
from fairlot.exits import guarded
from fairlot.pages.explain import COLUMNS, record, sentences, spans
from tests.scenarios.test_run import case_with


@pytest.fixture
def say(demo, capsys):
    def say(*given, run=True):
        case = str(demo / "case")
        more = ["--run", str(demo)] if run else []
        code = guarded(cli, ["explain", case, *given, *more])
        out, err = capsys.readouterr()
        return code, out, err

    return say


def test_a_placed_person_is_told_with_runner_up_and_what_would_flip_it(say):
    code, out, _ = say("R0003")
    assert code == 0
    assert out.splitlines()[:4] == [
        (
            "R0003, lot 1: placed with P085 (Curlewmead Homes), rank 5 of 7, "
            "72.94 points, £540.48 a week."
        ),
        (
            "The runner-up is P015 in S030 (Wherryholt Homes), rank 6, 67.78 points, "
            "£334.04 a week: with it the plan would have 1.66 points fewer."
        ),
        "£65.49 a week less, £268.55, and the plan would choose it.",
        "So would 3.5 marks more for quality, 73.5 out of 100.",
    ]
    assert "P059 has 0 h a week left, and this needs 24 h." in out
    assert "The offer is declined." in out
    assert "P001 to P009" in out


def test_who_is_not_placed_is_told_why_and_what_would_change_it(say):
    code, out, _ = say("R0006")
    assert code == 0
    assert out.startswith("R0006, lot 3: not placed. P039 has 15 h a week left and ")
    assert (
        "\nWhat would change that: P039 with 93 h a week more and 1 place more " in out
    )


def test_law_that_is_a_forecast_is_told_beside_the_answer(say, demo, tmp_path, capsys):
    case = tmp_path / "case"
    shutil.copytree(demo / "case", case)
    text = (case / "case.toml").read_text()
    forecast = (
        '[[law.forecast]]\nname = "national_living_wage"\nfrom = 2026-10-01\n'
        "value = 13.20\n"
    )
    (case / "case.toml").write_text(text.replace("[law]", f"{forecast}[law]"))
    assert guarded(cli, ["explain", str(case), "R0003", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    note = (
        "national_living_wage: 13.2 GBP/h from 2026-10-01 is a forecast of the "
        "council's own, not law."
    )
    assert note in json.loads(out)["notes"]
    assert f"Note: {note}" in err


def test_csv_has_a_row_an_offer(say):
    _, out, _ = say("R0003", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["state"] for row in rows] == ["chosen"] + ["eligible"] * 6 + [
        "refused"
    ] * 2
    assert rows[-1]["refused_by"] == "accessibility"
    assert rows[0]["price_gbp_per_week"] == "540.48"


def test_json_has_all_and_the_same_with_and_without_a_stored_run(say):
    _, stored, _ = say("R0003", "--format", "json")
    _, solved, _ = say("R0003", "--format", "json", run=False)
    assert stored == solved
    told = json.loads(stored)
    assert told["runner_up"] == {
        "provider": "P015",
        "scheme": "S030",
        "would_lose": "1.66 points fewer",
        "price_cut_gbp_per_week": 65.49,
        "price_cut_to_draw_level_gbp_per_week": 65.49,
        "more_marks_of_quality": 3.5,
        "more_marks_to_draw_level": 3.5,
    }
    assert (told["placed"], told["reason"], told["note"]) == (True, "", "")


def test_an_unknown_referral_is_a_finding_with_a_suggestion(say):
    code, _, err = say("R003")
    assert code == 1
    assert err.startswith(
        'referrals: got "R003", expected a referral of the case. Did you mean "R00'
    )


def test_a_run_of_another_case_is_refused_in_words(demo, tmp_path, capsys):
    case = tmp_path / "case"
    shutil.copytree(demo / "case", case)
    text = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(
        text.replace("draw_seed = ", "draw_seed = 1"), encoding="utf-8"
    )
    assert guarded(cli, ["explain", str(case), "R0003", "--run", str(demo)]) == 1
    err = capsys.readouterr().err
    assert err.startswith("allocation.json, fingerprint: got the fingerprint ")
    assert "Run the case again: one of the two was changed since." in err


def test_a_folder_that_holds_no_run_is_refused(demo, tmp_path, capsys):
    case = str(demo / "case")
    assert guarded(cli, ["explain", case, "R0003", "--run", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"{tmp_path}: got no run, expected a folder that fairlot run")


def test_spans_of_names_are_short():
    every = list("abcdefgh")
    assert spans(every, set("abcefh")) == "a to c, e, f, h"
    assert spans(every, set()) == ""


def flipped(**own):
    from allocation.explanation import Explanation, OfferState
    from allocation.flip import Flip

    def offer(name, state, rank):
        shape = {"quality": 60.0, "price_points": 100.0, "choice": 50.0, "fit": 50.0}
        money = {"price_pence": 10000, "evaluated_pence": 10000}
        lost = "" if state == "chosen" else "nothing: it is as good"
        return OfferState(
            name, "", state, (), "", 60.0, rank, **shape, **money, would_lose=lost
        )

    first, second = offer("P1", "chosen", 1), offer("P2", "eligible", 2)
    usual = {
        "referral": "R1",
        "lot": "1",
        "offers": (first, second),
        "silent": (),
        "reason": "",
        "remedy": "",
        "runner_up": second,
        "price": Flip(1, 0),
        "quality": Flip(None, None),
        "note": "",
    }
    return Explanation(**{**usual, **own})


def test_what_is_level_says_that_the_tie_break_decides():
    assert list(sentences(flipped(), {}))[1:] == [
        (
            "The runner-up is P2, rank 2, 60.00 points, £100.00 a week: with it the "
            "plan would be as good."
        ),
        (
            "£0.01 a week less, £99.99, and the plan would choose it. It is level now, "
            "and the tie-break decides."
        ),
        "No higher mark for quality would.",
    ]


def test_what_was_not_worked_out_is_said():
    from allocation.flip import Flip

    told = list(sentences(flipped(price=None, quality=Flip(13, 12)), {}))
    assert told[2:] == [
        (
            "The price at which it would win was not worked out: there is no one best "
            "plan, or no time was left."
        ),
        (
            "So would 1.3 marks more for quality, 61.3 out of 100. With 1.2 marks more "
            "it draws level, and the tie-break decides."
        ),
    ]
    alone = list(sentences(flipped(runner_up=None), {}))
    assert alone[1:] == ["There is no runner-up: no other offer could be taken."]
    noted = list(sentences(flipped(note="not solved again"), {}))
    assert noted[1:] == ["Other plans: not solved again."]
    assert record(flipped(runner_up=None))["runner_up"] is None


def test_a_scenario_is_explained_by_its_name_stored_or_solved(say):
    code, out, _ = say("R0003", "--scenario", "lot-3-hours", "--format", "json")
    assert code == 0
    _, solved, _ = say(
        "R0003", "--scenario", "lot-3-hours", "--format", "json", run=False
    )
    assert out == solved
    _, baseline, _ = say("R0003", "--format", "json")
    assert out != baseline


def test_a_scenario_that_is_not_known_is_a_finding(say):
    code, out, err = say("R0003", "--scenario", "lot-3-hour")
    assert (code, out) == (1, "")
    assert err == (
        'scenarios: got "lot-3-hour", expected a scenario of the case. Did you mean '
        '"lot-3-hours"?\n1 finding. Nothing was written.\n'
    )


def test_without_a_plan_json_says_so_alone_on_standard_output(tmp_path, capsys):
    stays = "referral,current_provider,must_stay\nR1,A,yes\nR2,B,yes\n"
    case_with(tmp_path)
    (tmp_path / "referrals.csv").write_text(stays)
    text = (tmp_path / "case.toml").read_text()
    tight = text.replace("[allocation]", "[allocation]\nbudget_gbp_per_week = 250")
    (tmp_path / "case.toml").write_text(tight)
    code = guarded(cli, ["explain", str(tmp_path), "R1", "--format", "json"])
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (code, told["referral"], told["status"]) == (3, "R1", "infeasible")
    assert told["clash"]
    assert "There is no plan to explain: status infeasible.\n" in err
