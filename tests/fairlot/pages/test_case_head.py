"""Every answer for JSON says which model, which day and which currency it is of."""

import json

import pytest

from fairlot.cli import cli
from fairlot.exits import Exit, guarded
from tests.fairlot.test_allocate import write

LINES = "referral,provider,component,quantity\nR1,A,one_to_one,35\n"


@pytest.mark.parametrize(
    "command",
    [
        ("price",),
        ("rates", "--draws", "0"),
        ("uplift", "--from", "2025-11-01", "--to", "2026-11-01"),
        ("rota",),
        ("rota", "--gaps"),
        ("schemes",),
        ("lines",),
    ],
    ids=" ".join,
)
def test_an_answer_about_a_case_says_whose_figures_they_are(tmp_path, capsys, command):
    name, *options = command
    if name == "lines":
        (tmp_path / "lines.csv").write_text(LINES, encoding="utf-8")
        options = [str(tmp_path / "lines.csv")]
    arguments = [name, write(tmp_path), *options, "--format", "json"]
    assert guarded(cli, arguments) == Exit.ANSWERED
    record = json.loads(capsys.readouterr().out)
    assert [record[key] for key in ("model", "on", "currency")] == [
        *("supported-living-england", "2026-11-01", "GBP")
    ]


@pytest.mark.parametrize(
    "command",
    [
        ("range", "--draws", "50"),
        ("sensitivity",),
        ("sides", "--provider-set", "support_worker_pay=12"),
    ],
    ids=lambda command: command[0],
)
def test_an_answer_about_a_model_does_so_too(capsys, command):
    name, *options = command
    arguments = [name, "supported-living-england", *options, "--on", "2026-11-01"]
    assert guarded(cli, [*arguments, "--format", "json"]) == Exit.ANSWERED
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert [record[key] for key in ("model", "on", "currency", "component")] == [
        *("supported-living-england", "2026-11-01", "GBP", None)
    ]
    assert "national_living_wage" in record["law_read"]
    assert record["notes"] == err.splitlines()
