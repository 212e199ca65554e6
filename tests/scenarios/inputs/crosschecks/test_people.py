"""Rules on referrals, wishes, housemates and the caseload."""

import pytest

from tests.kit.folders import told, write


def of(tmp_path, file, content):
    changed = {f"{file}_csv": content}
    return [one.split(", line ")[1] for one in told(write(tmp_path, **changed))]


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (
            (
                "published_on,closes_on,start_by\nR1,1,2026-10-01,2026-09-01,2026-09-30\n"
                "R2,2,,,\n"
            ),
            [
                (
                    '2, closes_on: got "2026-09-01", expected a day not before '
                    "published_on."
                ),
                (
                    '2, start_by: got "2026-09-30", expected a day not before '
                    "published_on."
                ),
            ],
        ),
        (
            # 50 and the case's 30, 15 and 10.
            "quality_weight,price_weight\nR1,1,50,\nR2,2,35,40\n",
            [
                (
                    "2, quality_weight: got weights that add to 105, expected "
                    "100, those "
                    "of lot 1 standing in for empty ones. Give all four, or none."
                )
            ],
        ),
        (
            "together\nR1,1,R1\nR2,2,\n",
            ['2, together: got "R1", expected other referrals only.'],
        ),
        (
            "stay_in_home\nR1,1,yes\nR2,2,\n",
            [
                (
                    "2, current_scheme: got an empty cell, expected a scheme, since "
                    "stay_in_home is yes. Fill it in."
                )
            ],
        ),
    ],
)
def test_a_referral_that_contradicts_itself_is_told(tmp_path, content, messages):
    assert of(tmp_path, "referrals", f"referral,lot,{content}") == messages


def test_a_wish_is_about_one_thing_and_says_something(tmp_path):
    wishes = (
        "referral,provider,scheme,area,rank,veto,only\n"
        "R1,P1,S1,,1,,\n"
        "R1,,,,1,,\n"
        "R1,P1,,,,,\n"
        "R1,P2,,,1,y,\n"
        "R2,P2,,,,y,y\n"
    )
    assert of(tmp_path, "preferences", wishes) == [
        (
            "2: got 2 of them, expected one of provider, scheme and area. "
            "Write a row for each wish."
        ),
        (
            "3: got none of them, expected one of provider, scheme and area. "
            "Write a row for each wish."
        ),
        "4: got none of them, expected a rank, a veto or only.",
        "5: got a veto and rank, expected one of the two. Take one of them out.",
        "6: got a veto and only, expected one of the two. Take one of them out.",
    ]


def test_nobody_may_not_share_with_themselves(tmp_path):
    assert of(tmp_path, "may_not_share", "referral,other\nR1,R1\n") == [
        '2, other: got "R1", expected somebody else.'
    ]


def test_the_caseload_adds_up_and_keeps_the_law(tmp_path):
    caseload = (
        "person,provider,start,end,weekly_gross_gbp,client_contribution_gbp,health_gbp,"
        "legal_basis\n"
        "C1,P1,2026-02-01,2026-01-31,100,60,40.01,\n"
        "C2,P1,,,100,0,100,s117\n"
        "C3,P1,,,100,5,,s117\n"
        "C4,P1,,,,5,,care_act\n"
    )
    assert of(tmp_path, "commitments", caseload) == [
        '2, end: got "2026-01-31", expected a day not before start.',
        (
            '2, weekly_gross_gbp: got "100", expected at least '
            "client_contribution_gbp and "
            "health_gbp together."
        ),
        (
            '4, client_contribution_gbp: got "5", expected nothing, since '
            "aftercare under "
            "section 117 may not be charged. Take the contribution out, or mend "
            "the legal "
            "basis."
        ),
    ]


def test_weights_in_a_lot_that_is_not_there_are_left_to_the_lot(tmp_path):
    people = "referral,lot,quality_weight\nR1,9,50\nR2,2,\n"
    assert of(tmp_path, "referrals", people) == [
        (
            '2, lot: got "9", expected a lot of lots.toml. '
            "Add it there, or mend the name here."
        )
    ]
