"""The folder of a case: what is there, what is nearly there, what is not of a case."""

import pytest

from costing.errors import InputError
from scenarios.inputs.folder import open_folder
from tests.kit.folders import FILES, told, write


def refused(path):
    with pytest.raises(InputError) as caught:
        open_folder(path)
    return str(caught.value)


def test_files_are_found_in_any_capitals(tmp_path):
    folder = write(tmp_path, providers_csv=None)
    (folder / "Providers.CSV").write_text(FILES["providers.csv"])
    assert told(folder) == []


def test_files_that_differ_by_capitals_only_are_told(tmp_path):
    folder = write(tmp_path)
    (folder / "Offers.csv").write_text(FILES["offers.csv"])
    if len({one.name.lower() for one in folder.iterdir()}) == len([*folder.iterdir()]):
        pytest.skip("this file system does not tell capitals apart")
    assert told(folder) == [
        (
            "offers.csv: got offers.csv beside it, expected one file of that name. "
            "Take one of them away."
        )
    ]


def test_what_is_needed_is_told(tmp_path):
    folder = write(tmp_path, providers_csv=None, case_toml=None)
    assert [one for one in told(folder) if "no such file" in one] == [
        (
            "case.toml: got no such file, expected a file case.toml, which is needed. "
            "Run fairlot new to see one."
        ),
        (
            "providers.csv: got no such file, expected a table of providers, which is "
            "needed. Run fairlot new to see one."
        ),
    ]


def test_a_file_that_is_nearly_one_of_a_case_is_told(tmp_path):
    folder = write(tmp_path, decisions_csv=None)
    (folder / "decision.csv").write_text("a\n")
    assert told(folder) == [
        (
            "decision.csv: got a file name that is not known, expected a file of the "
            'contract. Did you mean "decisions.csv"? If not, move it out of the folder.'
        )
    ]


def test_other_sheets_are_noted_and_other_files_are_nobodys_business(tmp_path):
    folder = write(tmp_path)
    (folder / "offers_2025.csv").write_text("a\n")
    (folder / "notes.txt").write_text("a\n")
    (folder / ".hidden.csv").write_text("a\n")
    (folder / "scenarios").mkdir()
    assert open_folder(folder).notes == (
        "offers_2025.csv: not a file of a case; ignored.",
    )
    assert open_folder(folder).findings == ()


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    folder = write(tmp_path, rates_csv=None)
    (folder / "rates.csv").mkdir()
    assert told(folder) == [
        "rates.csv: got something that is not a file, expected a file."
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "nowhere",
            (
                "nowhere: got nothing of that name, expected the folder of a case, "
                "or a workbook, .xlsx or .ods. "
                "Run fairlot new to write an empty case."
            ),
        ),
        (
            "a.txt",
            (
                "a.txt: got a file, expected the folder of a case, "
                "or a workbook, .xlsx or .ods. "
                "Run fairlot new to write an empty case."
            ),
        ),
    ],
)
def test_what_is_no_folder_is_told(tmp_path, name, message):
    (tmp_path / "a.txt").write_text("a")
    assert refused(tmp_path / name) == message


def test_a_name_that_no_path_can_have_is_told(tmp_path):
    assert refused(tmp_path / "a\0b") in {
        (
            "a\0b: got a folder that cannot be listed (its name is no path), "
            "expected a "
            "folder that you may read."
        ),
        (
            "a\0b: got nothing of that name, expected the folder of a case, "
            "or a workbook, .xlsx or .ods. "
            "Run fairlot new to write an empty case."
        ),
    }


def test_a_folder_that_may_not_be_listed_is_told(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "iterdir", refuse)
    assert refused(tmp_path) == (
        f"{tmp_path.name}: got a folder that cannot be listed (Permission denied), "
        "expected a folder that you may read."
    )
