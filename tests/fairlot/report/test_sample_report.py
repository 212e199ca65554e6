"""The report of the sample case, run for real."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fairlot.report.report import render
from fairlot.report.sections.caseload import load
from fairlot.report.sections.departed import departed
from fairlot.report.sections.gaps import gaps, gaps_of
from fairlot.report.sections.one_more import one_more
from fairlot.report.sections.prices import prices
from fairlot.report.sections.rates import rates
from scenarios.case import load_case
from scenarios.caseload import caseload
from scenarios.outcome import outcome_of
from scenarios.rates.rates import rate_check
from scenarios.sample import write_sample
from scenarios.study import Study
from tests.fairlot.report.test_report import Page, description
from tests.fairlot.report.test_scenarios import column, pence_of

if TYPE_CHECKING:
    from scenarios.outcome import Outcome


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("sample") / "case"
    write_sample(folder)
    return outcome_of(load_case(folder)).explained()


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


def test_rates_by_state_add_to_all_rates(outcome: Outcome) -> None:
    told, check = rates(outcome), rate_check(outcome.case)
    assert told is not None
    assert told.states is not None
    counts = [int(text) for text in column(told.states, "Rates")]

    assert counts == list(check.summary["states"].values())
    assert sum(counts) == check.summary["rates"] == int(told.states.total[1])


def test_the_money_of_rates_outside_is_that_of_the_check(outcome: Outcome) -> None:
    told, check = rates(outcome), rate_check(outcome.case)
    assert told is not None
    assert told.states is not None
    statutory, below, _, above, _ = column(told.states, "A year")

    short = pence_of(statutory) + pence_of(below)
    assert short == -check.summary["below_pence_per_year"]
    assert pence_of(above) == check.summary["above_pence_per_year"]


def test_rates_outside_begin_with_the_worst_below_the_law(outcome: Outcome) -> None:
    told, check = rates(outcome), rate_check(outcome.case)
    assert told is not None
    assert told.outside is not None
    rows = check.rows
    law = rows[rows["state"] == "below statutory employment cost"]
    worst = law.loc[law["gap_to_range_pence_per_year"].idxmin()]

    first = told.outside.rows[0]
    assert first[0].beside == worst["provider"]  # type: ignore[union-attr]
    assert pence_of(str(first[6])) == -worst["gap_to_range_pence_per_year"]
    assert len(told.outside.rows) == int((rows["state"] != "within").sum())


def test_each_unit_of_rates_has_a_plot_with_its_values(outcome: Outcome) -> None:
    told = rates(outcome)
    assert told is not None
    html = render(Study(outcome))

    assert [plot.name for plot in told.plots] == ["rates-plot-1", "rates-plot-2"]
    assert "statutory £17.06" in description(html, "rates-plot-1")
    assert ", range £" in description(html, "rates-plot-2")


def test_the_caseload_is_that_of_the_case_and_adds_up(outcome: Outcome) -> None:
    told, whole = load(outcome), caseload(outcome.case)
    assert told is not None
    by_lot = [pence_of(text) for text in column(told.lots, "Cost a week")]
    by_provider = [pence_of(text) for text in column(told.providers, "Cost a week")]

    assert sum(by_lot) == sum(by_provider) == whole.gross_pence
    assert pence_of(told.lots.total[4]) == whole.gross_pence
    assert pence_of(told.providers.total[2]) == whole.gross_pence


def test_the_caseload_with_the_plan_is_kept_placed_and_waiting(
    outcome: Outcome,
) -> None:
    told = load(outcome)
    assert told is not None
    amounts = {fact.name: pence_of(fact.value) for fact in told.facts}
    parts = (
        amounts["Kept as it is"]
        + amounts["Placed by this plan"]
        + amounts["Given out anew, without a placement"]
    )

    assert parts == amounts["With the plan"]
    then = [pence_of(text) for text in column(told.providers, "With the plan")]
    waiting = amounts["Given out anew, without a placement"]
    assert sum(then) == amounts["With the plan"] - waiting


def test_gaps_add_to_referrals_placements_and_offers(outcome: Outcome) -> None:
    cells = list(gaps_of(outcome))
    allocation = outcome.allocation

    assert sum(cell.people for cell in cells) == len(outcome.market.referrals)
    assert sum(cell.placed for cell in cells) == len(allocation.placements)
    assert sum(cell.offers for cell in cells) == len(allocation.pairs)
    refused = int((allocation.pairs["state"] == "refused").sum())
    assert sum(cell.eligible for cell in cells) == len(allocation.pairs) - refused


def test_where_nobody_can_be_chosen_is_said(outcome: Outcome) -> None:
    told = gaps(outcome)
    assert told is not None
    said = [text for text in column(told.table, "What is short") if text]

    # R0013 alone waits in lot 2, Mudlark End, and none of its 7 offers is eligible.
    assert "Nobody who offers may be chosen." in said
    assert "Nobody can be chosen in lot 2 Mudlark End" in told.says


def test_without_commitments_or_rates_neither_is_told(outcome: Outcome) -> None:
    tables = {
        name: frame.iloc[:0] if name in ("rates", "commitments") else frame
        for name, frame in outcome.case.tables.items()
    }
    bare = replace(outcome, case=replace(outcome.case, tables=tables))

    assert rates(bare) is None
    assert load(bare) is None
    assert 'id="caseload"' not in render(Study(bare))


def test_departures_by_reason_add_to_the_people(outcome: Outcome) -> None:
    told = departed(outcome)
    assert told.counts is not None
    assert told.register is not None
    people = {str(one) for one in column(told.register, "Referral")}
    placed = outcome.allocation.placements

    assert people == set(placed.loc[placed["rank"] > 1, "referral"])
    assert sum(map(int, column(told.counts, "People"))) == len(people)
    assert told.counts.total[1] == str(len(people))
    assert told.strict == (
        "Nobody has less than a better offer that would fit, so the plan is strict "
        "already."
    )


def test_limits_that_matter_are_told_in_words(outcome: Outcome) -> None:
    table = one_more(outcome)
    assert table is not None
    assert outcome.explanations is not None
    words = outcome.explanations.shadow_prices["words"]
    said = [str(row[-1]) for row in table.rows]

    assert said == [text for text in words if text][: len(said)]
    assert one_more(replace(outcome, explanations=None)) is None
