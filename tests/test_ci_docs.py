"""What docs/ci.md says to copy can be copied: every command and option is there."""

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from fairlot.cli import cli
from fairlot.exits import Exit
from scenarios.difference.cause import CauseKind
from scenarios.expectations import measures

PAGE = Path(__file__).parents[1] / "docs" / "ci.md"

if not PAGE.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|yaml)\n(.*?)```", TEXT, re.DOTALL)
TYPED = [
    line.strip().removeprefix("- ").removeprefix("run: ")
    for _, block in BLOCKS
    for line in block.splitlines()
    if re.match(r"\s*(- )?(run: )?fairlot ", line)
]


def test_the_page_has_commands_and_both_workflows():
    assert len(TYPED) >= 12
    assert [kind for kind, _ in BLOCKS].count("yaml") == 2


@pytest.mark.parametrize("typed", sorted(set(TYPED)))
def test_a_command_is_one_that_fairlot_takes(typed):
    _, name, *arguments = shlex.split(typed)
    command = cli.get_command(None, name)
    assert command is not None
    context = command.make_context(name, arguments, resilient_parsing=False)
    assert isinstance(context, click.Context)


def test_each_workflow_checks_runs_both_sides_and_compares():
    for kind, block in BLOCKS:
        if kind == "yaml":
            used = re.findall(r"fairlot (check|run|diff) ", block)
            assert used == ["check", "run", "run", "diff"]


def test_every_exit_code_is_told():
    told = re.findall(r"^\| (\d+) \|", TEXT, re.MULTILINE)
    assert [int(code) for code in told] == [int(code) for code in Exit]


def test_every_kind_of_cause_is_told():
    told = re.findall(r"^\| `([a-z]+)` \|", TEXT, re.MULTILINE)
    assert sorted(told) == sorted(CauseKind)


def test_what_the_page_expects_of_the_sample_holds(sample_outcome):
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    found = measures(sample_outcome.case, sample_outcome.allocation)
    expected = tomllib.loads(block)["expect"]
    assert expected
    assert {one["measure"]: one["value"] for one in expected}.items() <= found.items()


def test_the_page_names_every_measure_that_may_be_expected(sample_outcome):
    found = measures(sample_outcome.case, sample_outcome.allocation)
    aims = {aim.name for aim in sample_outcome.allocation.aims}
    told = set(re.findall(r"`([a-z0-9_:]+)`", TEXT))
    assert found.keys() - aims - told == set()
