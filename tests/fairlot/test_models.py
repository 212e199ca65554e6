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
        "band,\n"
        "    1 example\n"
        "  Source: United Kingdom Homecare Association"
    ) in out
    assert max(len(row) for row in out.splitlines()) <= 80


def test_a_share_and_a_figure_that_does_not_reproduce_are_said_in_words(models):
    assert (
        "arc-england-pass-through-2019-and-2022\n"
        "  ARC England: a rise of the minimum wage passed through at 85 % of cost: a "
        "pure\n"
        "    number, 2 lines, 1 band, 3 examples, 1 of them not as published\n"
    ) in models()


def test_the_list_is_there_for_machines(models):
    records = json.loads(models("--format", "json"))
    assert [record["model"] for record in records] == list(shipped_models())
    columns = "model,title,unit,bands,lines,source,examples,not_reproduced"
    assert list(records[0]) == columns.split(",")
    first, *rows = models("--format", "csv").splitlines()
    assert first == columns
    assert len(rows) == len(records)
