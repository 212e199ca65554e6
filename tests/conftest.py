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
def sample_study(demo):
    """The study of the sample case."""
    from scenarios.case import load_case
    from scenarios.run import run

    return run(load_case(demo / "case"))
