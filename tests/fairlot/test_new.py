"""``fairlot new`` writes an empty case whole, and touches nothing that is there."""

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from scenarios.case import load_case
from scenarios.contract import TABLES


def new(capsys, path):
    code = guarded(cli, ["new", str(path)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_new_case_passes_its_check(capsys, tmp_path):
    path = tmp_path / "council"
    code, out, err = new(capsys, path)
    assert (code, err) == (Exit.ANSWERED, "")
    assert out.startswith(
        f"Wrote an empty case into {path}:\n  README.txt\n  case.toml\n"
    )
    assert out.endswith(f"\n\nFill it in, then: fairlot check {path}\n")
    assert load_case(path).present == frozenset(TABLES)
    assert guarded(cli, ["check", str(path)]) == Exit.ANSWERED
    assert [one.name for one in tmp_path.iterdir()] == ["council"]


def test_an_empty_folder_may_be_filled(capsys, tmp_path):
    (tmp_path / "council").mkdir()
    assert new(capsys, tmp_path / "council")[0] == Exit.ANSWERED


@pytest.mark.parametrize(
    ("name", "kind"), [("file", "a file"), ("folder", "a folder with files in it")]
)
def test_what_is_there_is_not_touched(capsys, tmp_path, name, kind):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("mine")
    code, out, err = new(capsys, tmp_path / name)
    assert (code, out) == (Exit.USAGE, "")
    assert err.endswith(
        f'Error: got {kind}, "{name}", expected a new folder. Name another.\n'
    )
    assert (tmp_path / "folder" / "file").read_text() == "mine"


@pytest.mark.parametrize("name", ["case.xlsx", "case.ODS"])
def test_workbooks_come_later(capsys, tmp_path, name):
    code, out, err = new(capsys, tmp_path / name)
    assert (code, out) == (Exit.USAGE, "")
    assert err.endswith(
        f'Error: got "{name}", expected a folder. This version writes no workbooks '
        "yet: leave out the ending.\n"
    )
    assert list(tmp_path.iterdir()) == []
