"""Rules on void rules, absences, and who pays for continuing healthcare."""

import pytest

from tests.kit.folders import BESIDE, told, write

SCHEMES = """\
scheme,provider,area,places,occupied_places,background_gbp_per_week,void_since,void_rule
S1,P1,North,4,2,900.00,2026-10-01,"{}"
S2,P2,South,3,0,,,
"""
COMMITMENTS = """\
person,provider,scheme,component,weekly_gross_gbp,client_contribution_gbp,\
health_gbp,legal_basis
C1,P1,S1,one_to_one,260.00,{},{},chc
"""


@pytest.mark.parametrize("rule", ["provider", "Council 4 weeks, then housemates", ""])
def test_a_void_rule_that_can_be_read_is_sound(tmp_path, rule):
    assert told(write(tmp_path, schemes_csv=SCHEMES.format(rule))) == []


def test_a_void_rule_that_cannot_be_read_is_told(tmp_path):
    assert told(write(tmp_path, schemes_csv=SCHEMES.format("landlord 4 weeks"))) == [
        (
            'schemes.csv, line 2, void_rule: got "landlord 4 weeks", expected council, '
            "provider or housemates, each but the last with its weeks, such as "
            '"council 4 weeks, then provider".'
        )
    ]


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        ("C1,2026-10-01,2026-10-08,\nC1,2026-10-08,,\n", []),
        (
            "C1,2026-10-01,,half\n",
            [
                (
                    'absences.csv, line 2, retainer: got "half", expected shares of '
                    "the price of 100 % or less, each but the last with its days, such "
                    'as "100 % 14 days, then 50 %".'
                )
            ],
        ),
        (
            "C1,2026-10-08,2026-10-01,\n",
            [
                (
                    'absences.csv, line 2, end: got "2026-10-01", expected a day not '
                    "before start."
                )
            ],
        ),
        (
            "C1,2026-10-01,2026-10-08,\nC1,2026-10-07,,\n",
            [
                (
                    'absences.csv, line 3, start: got "2026-10-07", expected a day not '
                    "before the return of the same person."
                )
            ],
        ),
        (
            "C1,2026-10-01,,\nC1,2026-12-07,,\n",
            [
                (
                    'absences.csv, line 3, start: got "2026-12-07", expected a day not '
                    "before the return of the same person."
                )
            ],
        ),
        (
            "R1,2026-10-01,,\n",
            [
                (
                    'absences.csv, line 2, person: got "R1", expected a person of '
                    "commitments.csv. Add it there, or mend the name here."
                )
            ],
        ),
    ],
)
def test_absences_that_contradict_themselves_are_told(tmp_path, rows, messages):
    text = f"person,start,end,retainer\n{rows}"
    assert told(write(tmp_path, absences_csv=text)) == messages


def test_a_long_absence_is_held_against_every_later_one(tmp_path):
    rows = "C1,2026-10-01,2026-12-01,\nC1,2026-10-05,2026-10-08,\nC1,2026-10-20,,\n"
    text = f"person,start,end,retainer\n{rows}"
    found = told(write(tmp_path, absences_csv=text))
    assert [one.split(":")[0] for one in found] == [
        "absences.csv, line 3, start",
        "absences.csv, line 4, start",
    ]


@pytest.mark.parametrize("health", ["", "260.00"])
def test_continuing_healthcare_that_health_pays_in_full_is_sound(tmp_path, health):
    rows = COMMITMENTS.format("", health)
    assert told(write(tmp_path, commitments_csv=rows)) == []


def test_continuing_healthcare_is_free_and_health_pays_it_in_full(tmp_path):
    rows = COMMITMENTS.format("10.00", "130.00")
    assert told(write(tmp_path, commitments_csv=rows)) == [
        (
            'commitments.csv, line 2, client_contribution_gbp: got "10.00", expected '
            "nothing, since continuing healthcare is free of charge. Take the "
            "contribution out, or mend the legal basis."
        ),
        (
            'commitments.csv, line 2, health_gbp: got "130.00", expected '
            "weekly_gross_gbp, since health pays for continuing healthcare in full. "
            "Leave it empty, or mend the legal basis."
        ),
    ]


def test_a_contribution_beside_section_117_is_told(tmp_path):
    rows = COMMITMENTS.format("10.00", "130.00").replace("chc", "s117")
    assert told(write(tmp_path, commitments_csv=rows)) == [
        (
            'commitments.csv, line 2, client_contribution_gbp: got "10.00", expected '
            "nothing, since aftercare under section 117 may not be charged. Take the "
            "contribution out, or mend the legal basis."
        )
    ]


def test_a_person_who_is_away_and_unknown_has_a_near_name(tmp_path):
    text = BESIDE["absences.csv"].replace("C1,", "C11,")
    (message,) = told(write(tmp_path, absences_csv=text))
    assert message == (
        'absences.csv, line 2, person: got "C11", expected a person of '
        'commitments.csv. Did you mean "C1"?'
    )
