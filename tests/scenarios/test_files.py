"""A folder is written whole or not at all."""

import pytest

from costing.errors import InputError
from scenarios.files import MARK, folder_aside


def write_and_fail(target):
    with folder_aside(target) as folder:
        (folder / "a.txt").write_text("a")
        raise RuntimeError


def test_the_folder_appears_whole(tmp_path):
    target = tmp_path / "deep" / "out"
    with folder_aside(target) as folder:
        (folder / "a.txt").write_text("a")
        assert not target.exists()
    assert (target / "a.txt").read_text() == "a"
    assert [path.name for path in target.parent.iterdir()] == ["out"]


def test_a_failure_leaves_nothing_behind(tmp_path):
    target = tmp_path / "out"
    with pytest.raises(RuntimeError):
        write_and_fail(target)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_answer_is_replaced_and_kept_on_failure(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / MARK).write_text("old")
    with pytest.raises(RuntimeError):
        write_and_fail(target)
    assert (target / MARK).read_text() == "old"
    with folder_aside(target) as folder:
        (folder / MARK).write_text("new")
    assert (target / MARK).read_text() == "new"


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(InputError) as caught, folder_aside(tmp_path):
        pass
    assert str(caught.value) == (
        f"{tmp_path}: got a folder with other files in it, expected a new or "
        "empty folder, or an earlier answer of Fairlot. Name another folder with --out."
    )


def test_a_file_in_the_way_is_refused(tmp_path):
    target = tmp_path / "out"
    target.write_text("mine")
    with (
        pytest.raises(InputError, match="got a file, expected a new or empty"),
        folder_aside(target),
    ):
        pass


def test_a_parent_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match="expected a folder that can be written"),
        folder_aside(tmp_path / "file" / "out"),
    ):
        pass
