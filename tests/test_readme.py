"""What the README says to type works, word for word."""

import re
import shlex
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded

README = Path(__file__).parents[1] / "README.md"

if not README.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)

TEXT = README.read_text(encoding="utf-8")
TYPED = re.findall(r"\| `fairlot ([^`]+)` \|", TEXT)


FILLED_IN = {
    "providers": "provider\nP001\n",
    "referrals": "referral\nR0001\n",
    "offers": "referral,provider,price_gbp_per_week\nR0001,P001,500\n",
    "packages": "referral,component,quantity\nR0001,one_to_one,20\n",
}
"""What somebody writes into the empty case before the next command."""


def test_every_command_of_the_table_answers(demo, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shipped = files("costing") / "models" / "homecare-minimum-price-2020-21.toml"
    (tmp_path / "my-model.toml").write_text(shipped.read_text(encoding="utf-8"))
    (tmp_path / "paid.csv").write_text("person,provider,amount_gbp\n")
    assert len(TYPED) >= 8
    for typed in TYPED:
        if typed.startswith("diff "):
            shutil.copytree("answer", "last-answer")
        assert guarded(cli, shlex.split(typed)) == Exit.ANSWERED, typed
        if typed.startswith("new "):
            for table, text in FILLED_IN.items():
                (tmp_path / "my-case" / f"{table}.csv").write_text(text)
    assert (tmp_path / "my-case" / "case.toml").exists()
    assert (tmp_path / "answer" / "report.html").exists()


def test_the_first_two_commands_need_only_python_and_pip():
    commands = re.findall(r"```sh\n(.+)\n```", TEXT)
    assert len(commands) == 2
    for command in commands:
        parts = [part.split()[0] for part in command.split(" && ")]
        assert set(parts) <= {
            "python3.11",
            ".venv/bin/fairlot",
            ".venv/bin/python",
        }


def test_every_page_that_is_linked_is_there():
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert len(links) >= 7
    missing = [link for link in links if not (README.parent / link).exists()]
    assert missing == []
