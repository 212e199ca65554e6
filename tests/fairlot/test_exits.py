"""A command ends with the exit code of the contract, and says why."""

import json
from pathlib import Path

import click
import pytest

from costing.errors import Finding, InputError, LawError
from fairlot.exits import Exit, findings_text, guarded


def command_that(error):
    @click.command()
    @click.option("--format", "output", default="table")
    def command(output):
        if error is not None:
            raise error

    return command


def test_an_answer_is_0():
    assert guarded(command_that(None), []) == Exit.ANSWERED


def test_a_command_gives_its_own_code():
    @click.command()
    def command():
        return Exit.NO_ANSWER

    assert guarded(command, []) == Exit.NO_ANSWER


def test_findings_are_1_and_all_are_in_json(capsys):
    error = InputError([Finding("a.csv", row, got="x") for row in range(2, 32)])
    assert guarded(command_that(error), ["--format", "json"]) == Exit.FINDINGS
    told = capsys.readouterr()
    assert len(json.loads(told.out)["findings"]) == 30
    assert "a.csv: and 10 more; --format json lists all." in told.err


def test_law_that_is_not_known_is_1_in_its_own_words(capsys):
    assert guarded(command_that(LawError("law: no value")), []) == Exit.FINDINGS
    assert capsys.readouterr().err == "law: no value\n"


def test_usage_is_2(capsys):
    assert guarded(command_that(None), ["--no-such"]) == Exit.USAGE
    assert "--no-such" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_ctrl_c_is_told(capsys, error):
    assert guarded(command_that(error), []) == Exit.NO_ANSWER
    assert capsys.readouterr().err.strip() == "Stopped. Nothing was written."


def test_a_bug_is_70_and_names_the_file_of_its_traceback(capsys):
    assert guarded(command_that(ZeroDivisionError("oh")), []) == Exit.BUG
    told = capsys.readouterr().err
    file = Path(told.rsplit(" ", 1)[1].strip().rstrip("."))
    assert "ZeroDivisionError: oh" in file.read_text()
    file.unlink()


def test_one_finding_is_counted_in_the_singular():
    assert findings_text([Finding("a.csv", 2, got="x")]) == (
        "a.csv, line 2: got x.\n1 finding. Nothing was written."
    )
