"""The house keeps its shape: small files, each a noun; every command has its help."""

import re
import statistics
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairlot.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
ROOMS = ("costing", "allocation", "scenarios", "fairlot")
FILES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
BANNED = {"utils", "util", "helpers", "common", "core", "manager", "misc", "tools"}


@pytest.mark.skipif(not FILES, reason="the tests stand without their repository")
def test_files_are_small():
    lines = {path: len(path.read_text().splitlines()) for path in FILES}
    assert [path.name for path, count in lines.items() if count > 400] == []
    assert 60 <= statistics.median(lines.values()) <= 220


@pytest.mark.skipif(not FILES, reason="the tests stand without their repository")
def test_no_file_or_folder_is_a_drawer_for_everything():
    names = {part.removesuffix(".py") for path in FILES for part in path.parts[-3:]}
    assert names & BANNED == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_shows_how_it_is_used(name):
    answer = CliRunner().invoke(cli, [name, "--help"])
    assert answer.exit_code == 0
    assert answer.output.startswith(f"Usage: cli {name}")
    command = cli.get_command(None, name)
    pages = [command, *getattr(command, "commands", {}).values()]
    for page in pages:
        assert page.help, page.name
        assert [
            option.name
            for option in page.params
            if option.param_type_name == "option" and not option.help
        ] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_in_help_stand_on_lines_of_their_own(name):
    command = cli.get_command(None, name)
    for sub in ("", *getattr(command, "commands", {})):
        told = CliRunner().invoke(cli, [name, *sub.split(), "--help"]).output
        assert "\\b" not in told


@pytest.mark.skipif(not (ROOT / "README.md").exists(), reason="no README beside")
def test_the_readme_names_every_command_and_no_other():
    used = set(re.findall(r"fairlot ([a-z]+)", (ROOT / "README.md").read_text()))
    assert used == set(COMMANDS)


@pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="no pyproject")
def test_the_import_rules_name_every_module_of_costing():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    named = {
        name
        for rule in rules["contracts"]
        for name in rule.get("forbidden_modules", ())
    }
    folder = ROOT / "costing"
    inside = [*folder.glob("*.py"), *(p.parent for p in folder.glob("*/__init__.py"))]
    modules = {f"costing.{path.stem}" for path in inside}
    may = {"errors", "money", "dates", "tables", "columns", "memory", "__init__"}
    assert modules - named == {f"costing.{name}" for name in may}
