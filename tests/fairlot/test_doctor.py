"""``fairlot doctor`` answers 0 where all is sound, and 4 where anything is not."""

import json

import pytest

from fairlot import installation
from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from fairlot.installation import Check


@pytest.mark.parametrize(
    ("sound", "code", "words"),
    [
        (True, Exit.ANSWERED, "This installation is sound.\n"),
        (False, Exit.CHECK_FAILED, "1 fault. Install Fairlot anew.\n"),
    ],
)
def test_it_tells_what_it_found(capsys, monkeypatch, sound, code, words):
    checks = [Check("law", is_sound=True, found="fine"), Check("disk", sound, "full")]
    monkeypatch.setattr(installation, "examine", lambda: iter(checks))
    assert guarded(cli, ["doctor", "--format", "json"]) == code
    told = capsys.readouterr()
    assert json.loads(told.out) == [
        {"check": "law", "state": "sound", "found": "fine"},
        {"check": "disk", "state": "sound" if sound else "FAULT", "found": "full"},
    ]
    assert told.err == words


def test_it_looks_at_everything(capsys):
    assert guarded(cli, ["doctor", "--format", "csv"]) in {
        Exit.ANSWERED,
        Exit.CHECK_FAILED,
    }
    names = [line.split(",")[0] for line in capsys.readouterr().out.splitlines()]
    for name in ("python", "fairlot", "name allocation", "law", "solver", "disk"):
        assert name in names
