"""The changelog's numbers are those of the sample case."""

from pathlib import Path

import pytest

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"

if not CHANGELOG.exists():
    pytest.skip("the tests stand without their repository", allow_module_level=True)


def test_the_last_figures_are_those_of_the_sample(sample_outcome):
    text = " ".join(CHANGELOG.read_text(encoding="utf-8").split())
    allocation = sample_outcome.allocation
    people = len(allocation.placements) + len(allocation.unplaced)
    points = next(aim.value for aim in allocation.aims if aim.name == "points")
    told = (
        f"{len(allocation.placements)} of {people} people placed, "
        f"{points:,.2f} points, £{allocation.cost_pence / 100:,.2f} a week"
    )
    assert told in text
