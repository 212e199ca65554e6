"""No page about a case is wider than a terminal of 80 letters."""

import pytest

import fairlot
from fairlot.cli import cli
from fairlot.exits import Exit, guarded


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "case"
    fairlot.write_sample(folder)
    return str(folder)


DAYS = ("--from", "2025-11-01", "--to", "2026-11-01", "--cpi", "0.034")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("uplift", DAYS),
        ("uplift", (*DAYS, "--by", "provider")),
        ("rota", ()),
        ("rota", ("--gaps",)),
        ("schemes", ()),
        ("schemes", ("--scheme", "S001", "--scheme", "S006", "--scheme", "S047")),
        ("sides", ("P001",)),
        ("price", ("--open", "R0001", "--provider", "P082")),
    ],
)
def test_no_line_is_wider_than_80(case, capsys, monkeypatch, command, options):
    monkeypatch.setenv("COLUMNS", "80")
    assert guarded(cli, [command, case, *options]) == Exit.ANSWERED
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 80
