"""The sample's extracts: one ties with a difference of most kinds, one does not."""

import pytest

from scenarios.case import load_case
from scenarios.reconciliation.extract import read_extract
from scenarios.reconciliation.reconcile import reconcile
from scenarios.reconciliation.tied import State
from scenarios.sample import write_sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("paid") / "case"
    write_sample(made)
    return made


@pytest.fixture(scope="module")
def case(folder):
    return load_case(folder)


def test_every_difference_of_the_extract_is_explained(folder, case):
    extract = read_extract(folder / "finance" / "extract.csv", case.settings)
    found = reconcile(case, extract)
    assert found.ties
    assert set(found.explained_pence) == {
        "client_share",
        "health_share",
        "one_off",
        "part_week",
        "section_117",
        "suspension",
        "void",
    }
    assert sum(line.state == State.MATCHED for line in found.lines) == 366


def test_the_faults_of_the_other_are_all_told(folder, case):
    path = folder / "finance" / "extract-with-faults.csv"
    found = reconcile(case, read_extract(path, case.settings))
    assert sorted(line.state for line in found.open_lines) == [
        "not explained",
        "not paid",
        "paid twice",
        "unknown person",
        "wrong provider",
        "wrong provider",
    ]
    (much,) = [one for one in found.open_lines if one.state == State.NOT_EXPLAINED]
    assert much.unexplained_pence == 2500
    (early,) = [one for one in found.lines if one.state == State.TO_RECOVER]
    assert [part.why for part in early.parts] == ["started"]
