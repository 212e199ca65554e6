"""Names of cells: what Excel reads as its own gets an underscore."""

import pytest

from costing.forms.model_form import cell_names, is_taken


@pytest.mark.parametrize(
    "name",
    ["fee1", "a1", "pay2026", "xfd1048576", "r", "c", "rc", "r1c1", "r2", "c10", "rc3"],
)
def test_a_name_that_is_a_cell_a_row_or_a_column_is_taken(name):
    assert is_taken(name)


@pytest.mark.parametrize("name", ["true", "false", "print_area", "database"])
def test_a_name_that_excel_keeps_for_itself_is_taken(name):
    assert is_taken(name)


@pytest.mark.parametrize(
    "name", ["pay", "fee_1", "rate1", "xfe1", "a1b", "r1c1x", "rcd", "truth", "year"]
)
def test_any_other_name_is_its_own(name):
    assert not is_taken(name)


def test_a_taken_name_gets_an_underscore():
    assert cell_names(["fee1", "pay"]) == {"fee1": "fee1_", "pay": "pay"}


def test_a_taken_name_keeps_clear_of_one_that_ends_in_an_underscore():
    assert cell_names(["fee1", "fee1_"]) == {"fee1": "fee1__", "fee1_": "fee1_"}
