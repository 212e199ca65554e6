"""What docs/python.md shows is what happens."""

import doctest
from pathlib import Path

import pytest

import fairlot

PAGE = Path(__file__).parents[1] / "docs" / "python.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)


def test_the_page_runs_as_it_is_printed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert found.attempted > 15
    assert found.failed == 0


def test_every_name_that_is_offered_is_there():
    for name in fairlot.__all__:
        assert getattr(fairlot, name) is not None, name
        assert name in dir(fairlot)


def test_the_page_names_every_function_that_is_offered():
    text = PAGE.read_text(encoding="utf-8")
    functions = [name for name in fairlot.__all__ if name.islower()]
    assert [name for name in functions if f"`{name}(" not in text] == []


def test_a_name_that_is_not_offered_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="'fairlot' has no attribute 'prize'"):
        _ = fairlot.prize
