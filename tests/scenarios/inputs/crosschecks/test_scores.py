"""Rules on scores of questions."""

import pytest

from tests.kit.folders import told, with_row, with_text, write


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (
            with_row("question_scores.csv", "R2,P2,stafing,4,E1"),
            ['4, question: got "stafing", expected a question of lot 2 in lots.toml.'],
        ),
        (
            with_row("question_scores.csv", "R1,P1,staffing,4,E1"),
            ['4, question: got "staffing", expected a question of lot 1 in lots.toml.'],
        ),
        (
            with_text("question_scores.csv", "safety,3", "safety,5.5"),
            ['3, score: got "5.5", expected at most 5.'],
        ),
        (
            with_row("question_scores.csv", "R2,P3,safety,4,\nR2,P3,staffing,4,"),
            [
                (
                    '4, provider: got "P3", expected a provider with an offer for this '
                    "referral."
                ),
                (
                    '5, provider: got "P3", expected a provider with an offer for this '
                    "referral."
                ),
            ],
        ),
        (
            with_row("question_scores.csv", "R2,P1,safety,4,E1\nR2,P1,safety,3,E2"),
            [
                (
                    "4, question: got no score of staffing for P1 and R2, "
                    "expected a score "
                    "of every question of the lot, or of none. Add what is missing."
                )
            ],
        ),
    ],
)
def test_a_score_that_does_not_fit_is_told(tmp_path, content, messages):
    assert told(write(tmp_path, question_scores_csv=content)) == [
        f"question_scores.csv, line {message}" for message in messages
    ]


def test_two_evaluators_may_score_the_same_answer(tmp_path):
    row = "R2,P2,staffing,2,E2\nR2,P2,safety,2,E2"
    scores = with_row("question_scores.csv", row)
    assert told(write(tmp_path, question_scores_csv=scores)) == []
