"""What many tests look at and none changes: the sample case, run once."""

import pytest

from fairlot.exits import guarded


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Folder that the first command of the README writes."""
    from fairlot.cli import cli

    folder = tmp_path_factory.mktemp("demo") / "out"
    assert guarded(cli, ["demo", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def sample_outcome(demo):
    """The outcome of the sample case."""
    from scenarios.case import load_case
    from scenarios.outcome import outcome_of

    return outcome_of(load_case(demo / "case"))
