"""The report of the sample case, run for real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from fairlot.report.report import render
from fairlot.report.sections.prices import prices
from scenarios.case import load_case
from scenarios.outcome import outcome_of
from scenarios.sample import write_sample
from scenarios.study import Study
from tests.fairlot.report.test_report import Page

if TYPE_CHECKING:
    from scenarios.outcome import Outcome


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("sample") / "case"
    write_sample(folder)
    return outcome_of(load_case(folder))


@pytest.fixture(scope="module")
def page(outcome: Outcome) -> Page:
    return Page(render(Study(outcome)))


def test_tags_nest_and_ids_are_unique(page: Page) -> None:
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]

    assert (page.faults, page.open) == ([], [])
    assert len(ids) == len(set(ids))


def test_everybody_who_waits_is_named(outcome: Outcome, page: Page) -> None:
    words = set(re.findall(r"[\w-]+", page.text))

    assert set(outcome.market.referrals["referral"]) <= words


def test_each_reason_and_remedy_is_told(outcome: Outcome, page: Page) -> None:
    missing = outcome.allocation.unplaced

    assert len(missing) > 0
    for text in [*missing["reason"], *missing["remedy"]]:
        assert text in page.text


def test_the_lines_of_the_cost_add_up_to_its_total(outcome: Outcome) -> None:
    cost = prices(outcome).cost
    assert cost is not None
    lines = [str(row[-1]) for row in (*cost.rows, cost.total)]
    pence = [int(line.translate(str.maketrans("", "", "£,."))) for line in lines]

    assert sum(pence[:-1]) == pence[-1] == outcome.allocation.cost_pence


def test_the_sample_says_that_it_is_invented(page: Page) -> None:
    assert "invented" in page.text
