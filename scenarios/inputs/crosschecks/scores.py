"""Rules on scores: each of a question that was asked, about an offer that was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocation.market import lots_from_needs
from costing.errors import Finding
from scenarios.inputs.crosschecks.draft import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocation.rules import Lot
    from scenarios.inputs.crosschecks.draft import Draft


def scores(draft: Draft) -> Iterator[Finding]:
    """Find scores of questions that were not asked, or above what they are out of."""
    if draft.lots is None or not draft.knows("referrals"):
        return
    asked = {
        (lot.lot, one.question): one.out_of
        for lot in draft.lots
        for one in lot.question
    }
    frame, lot_of = draft.frame("question_scores"), _lots_of_people(draft, draft.lots)
    lots = [lot_of.get(person, "") for person in frame["referral"]]
    for row, lot, question, score in zip(
        frame.index, lots, frame["question"], frame["score"], strict=True
    ):
        if lot == "" or not question:
            continue
        if (lot, question) not in asked:
            expected = f"a question of lot {lot} in lots.toml"
            yield finding(draft, "question_scores", int(row), "question", expected)
        elif score > asked[lot, question]:
            expected = f"at most {asked[lot, question]:g}"
            yield finding(draft, "question_scores", int(row), "score", expected)
    yield from _scores_without_an_offer(draft)
    yield from _scores_in_part(draft, draft.lots, lot_of)


def _scores_without_an_offer(draft: Draft) -> Iterator[Finding]:
    if "offers" not in draft.present or not draft.knows("offers"):
        return
    offers, frame = draft.frame("offers"), draft.frame("question_scores")
    made = set(zip(offers["referral"], offers["provider"], strict=True))
    people = set(draft.frame("referrals")["referral"])
    for row, person, provider in zip(
        frame.index, frame["referral"], frame["provider"], strict=True
    ):
        if person in people and provider and (person, provider) not in made:
            expected = "a provider with an offer for this referral"
            yield finding(draft, "question_scores", int(row), "provider", expected)


def _scores_in_part(
    draft: Draft, lots: tuple[Lot, ...], lot_of: dict[str, str]
) -> Iterator[Finding]:
    """Find offers of which some questions are scored and others are not."""
    questions = {lot.lot: {one.question for one in lot.question} for lot in lots}
    frame = draft.frame("question_scores")
    for (person, provider), rows in frame.groupby(["referral", "provider"], sort=False):
        asked = questions.get(lot_of.get(str(person), ""), set())
        given = set(rows["question"])
        if missing := sorted(asked - given):
            yield Finding(
                "question_scores.csv",
                int(rows.index[0]),
                "question",
                f"no score of {', '.join(missing)} for {provider} and {person}",
                "a score of every question of the lot, or of none",
                "Add what is missing",
            )


def _lots_of_people(draft: Draft, lots: tuple[Lot, ...]) -> dict[str, str]:
    people = draft.frame("referrals")
    derived = lots_from_needs(people["night_support"], lots)
    named = people["lot"].where(people["lot"] != "", derived)
    return dict(zip(people["referral"], named, strict=True))
