"""The register of departures in the report."""

from __future__ import annotations

from dataclasses import replace

from fairlot.report.sections.departed import departed
from tests.fairlot.report.fake_outcome import fake_outcome
from tests.fairlot.report.test_scenarios import column


def test_offers_given_up_for_the_plan_come_first() -> None:
    # Nothing of the made-up plan is at a limit of its market, so each better offer
    # alone would fit but for places.
    told = departed(fake_outcome())
    assert told.register is not None
    assert told.counts is not None
    strong = [row[-1].strong for row in told.register.rows]  # type: ignore[union-attr]
    first = told.register.rows[0][0]

    assert column(told.counts, "Reason")[0].startswith("It would fit alone")
    assert any(strong)
    # All offers of a person with such an offer stand together, before all others.
    challenged = {
        row[0]
        for row, is_strong in zip(told.register.rows, strong, strict=True)
        if is_strong
    }
    order = [row[0] in challenged for row in told.register.rows]
    assert first in challenged
    assert order == sorted(order, reverse=True)
    assert "they can be challenged" in told.says


def test_where_everybody_has_the_first_offer_there_is_no_register() -> None:
    outcome = fake_outcome()
    placed, pairs = outcome.allocation.placements, outcome.allocation.pairs
    first = placed[placed["rank"] == 1]
    kept = pairs[pairs["referral"].isin(first["referral"])]
    allocation = replace(outcome.allocation, placements=first, pairs=kept)

    told = departed(replace(outcome, allocation=allocation))

    assert (
        told.says == "Everybody who is placed has an offer that ranks first for them."
    )
    assert told.register is None


def test_without_a_placement_nobody_departs() -> None:
    outcome = fake_outcome()
    nobody = outcome.allocation.placements.iloc[:0]
    allocation = replace(outcome.allocation, placements=nobody)

    told = departed(replace(outcome, allocation=allocation))

    assert told.says == "Nobody is placed, so nobody departs."
