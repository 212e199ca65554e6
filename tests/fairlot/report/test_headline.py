"""The words of the headline."""

from __future__ import annotations

import pytest

from fairlot.report.sections.headline import beaten


@pytest.mark.parametrize(
    ("aims", "said"),
    [
        (["cost"], "No plan costs less."),
        (
            ["placed", "cost"],
            (
                "No plan places more people; of the plans as good on that, none "
                "costs less."
            ),
        ),
        (
            ["placed:1", "placed:2", "points", "cost", "moves"],
            (
                "No plan places more people, the most urgent first; of the plans as "
                "good on that, none earns more points, and of those, none costs less, "
                "and of those, none changes fewer providers."
            ),
        ),
        (["novel"], "No plan does better on novel."),
    ],
)
def test_aims_in_order_become_a_sentence(aims: list[str], said: str) -> None:
    assert beaten(aims) == said
