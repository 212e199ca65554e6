"""``fairlot models``: what is shipped, with its source."""

from __future__ import annotations

import json

import pytest

from costing.model import shipped_models
from fairlot.cli import cli
from fairlot.exits import Exit, guarded


@pytest.fixture
def models(capsys):
    def run(*arguments):
        code = guarded(cli, ["models", *arguments])
        assert code == Exit.ANSWERED
        return capsys.readouterr().out

    return run


def test_every_shipped_model_is_listed_with_its_source(models):
    out = models()
    assert [name for name in shipped_models() if f"{name}\n" not in out] == []
    assert (
        "homecare-minimum-price-2020-21\n"
        "  Minimum price for homecare, April 2020 to March 2021: GBP/h, 9 lines, 1 "
        "band\n"
        "  Source: United Kingdom Homecare Association"
    ) in out
    assert max(len(row) for row in out.splitlines()) <= 80


def test_the_list_is_there_for_machines(models):
    records = json.loads(models("--format", "json"))
    assert [record["model"] for record in records] == list(shipped_models())
    assert list(records[0]) == ["model", "title", "unit", "bands", "lines", "source"]
    first, *rows = models("--format", "csv").splitlines()
    assert first == "model,title,unit,bands,lines,source"
    assert len(rows) == len(records)
