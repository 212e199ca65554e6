"""Gaps of the market in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairlot.report.sections.gaps import Gap, gaps
from tests.fairlot.report.fake_outcome import fake_outcome

SOUND = Gap("1", "Strood", 2, 2, 6, 4, 3, 52.5, 30.0, 28.0, 0, 1.0)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (SOUND, ""),
        (replace(SOUND, offers=0, eligible=0, placed=0), "Nobody offers."),
        (replace(SOUND, eligible=0, placed=0), "Nobody who offers may be chosen."),
        (replace(SOUND, placed=1), "1 person not placed."),
        (
            replace(SOUND, most_left=27.5),
            "Nobody who offers has the hours for one more.",
        ),
        (replace(SOUND, most_left=27.5, without_limit=1), ""),
        (
            replace(SOUND, placed=0, most_left=0.0),
            "2 people not placed; nobody who offers has the hours for one more.",
        ),
    ],
)
def test_what_is_short_is_said(gap: Gap, words: str) -> None:
    assert gap.words == words


def test_the_total_counts_everybody() -> None:
    told = gaps(fake_outcome())
    assert told is not None

    assert told.table.total[2:4] == ("24", "22")


def test_without_a_referral_there_is_nothing_to_tell() -> None:
    outcome = fake_outcome()
    market = replace(outcome.market, referrals=outcome.market.referrals.iloc[:0])

    assert gaps(replace(outcome, market=market)) is None
