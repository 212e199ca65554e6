"""``fairlot new`` writes an empty case whole, and touches nothing that is there."""

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from scenarios.case import load_case
from scenarios.inputs.contract import TABLES
from tests.kit.folders import FILES, write


def new(capsys, path):
    code = guarded(cli, ["new", str(path)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_new_case_passes_its_check(capsys, tmp_path):
    path = tmp_path / "council"
    code, out, err = new(capsys, path)
    assert (code, err) == (Exit.ANSWERED, "")
    assert out.startswith(
        f"Wrote an empty case into {path}:\n  README.txt\n  absences.csv\n"
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


@pytest.mark.parametrize("name", ["case.ods", "case.XLSM", "case.xls"])
def test_a_workbook_of_another_kind_is_refused(capsys, tmp_path, name):
    code, out, err = new(capsys, tmp_path / name)
    assert (code, out) == (Exit.USAGE, "")
    assert err.endswith(
        f'Error: got "{name}", expected a folder, or a workbook that ends in .xlsx. '
        "Fairlot reads .ods too, and writes .xlsx alone: save it as .ods in a "
        "spreadsheet.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_new_workbook_passes_its_check(capsys, tmp_path):
    path = tmp_path / "case.xlsx"
    code, out, err = new(capsys, path)
    assert (code, err) == (Exit.ANSWERED, "")
    assert out == (
        f"Wrote an empty case into {path}.\n\nFill it in, then: fairlot check {path}\n"
    )
    case = load_case(path)
    assert case.present == frozenset(TABLES)
    assert case.notes == ()
    assert guarded(cli, ["check", str(path)]) == Exit.ANSWERED


def test_a_workbook_that_is_there_is_not_touched(capsys, tmp_path):
    path = tmp_path / "case.xlsx"
    path.write_bytes(b"mine")
    code, _, err = new(capsys, path)
    assert code == Exit.USAGE
    assert err.endswith(
        'Error: got a file, "case.xlsx", expected a new workbook. Name another.\n'
    )
    assert path.read_bytes() == b"mine"


def test_a_case_is_saved_as_a_workbook_and_back_as_a_folder(capsys, tmp_path):
    (tmp_path / "one" / "scenarios").mkdir(parents=True)
    (tmp_path / "one" / "scenarios" / "a.toml").write_text("")
    folder, book, again = (tmp_path / name for name in ("one", "b.xlsx", "two"))
    write(folder)
    assert guarded(cli, ["new", str(book), "--from", str(folder)]) == Exit.ANSWERED
    told = capsys.readouterr()
    assert told.out == (
        f"Wrote the case one into {book}.\n\nThen: fairlot check {book}\n"
    )
    assert told.err == (
        "Not in the workbook, and to be copied beside it: model.toml, "
        "scenarios/a.toml.\n"
    )
    (tmp_path / "model.toml").write_text(FILES["model.toml"])
    assert guarded(cli, ["new", str(again), "--from", str(book)]) == Exit.ANSWERED
    out = capsys.readouterr().out
    assert out.startswith(f"Wrote the case b into {again}:\n  case.toml\n")
    assert load_case(again).inputs == load_case(folder).inputs


def test_a_case_with_findings_is_not_copied(capsys, tmp_path):
    (tmp_path / "one").mkdir()
    code = guarded(cli, ["new", str(tmp_path / "two"), "--from", str(tmp_path / "one")])
    assert code == Exit.FINDINGS
    assert not (tmp_path / "two").exists()
