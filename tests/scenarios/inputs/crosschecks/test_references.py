"""Names that nobody owns are told, with a near one where there is one."""

import pytest

from tests.kit.folders import told, with_row, with_text, write

ADD = "Add it there, or mend the name here."


@pytest.mark.parametrize(
    ("file", "row", "messages"),
    [
        (
            "provider_lots.csv",
            "P9,1,,,",
            [f'3, provider: got "P9", expected a provider of providers.csv. {ADD}'],
        ),
        (
            "provider_costs.csv",
            "p2,pay_rate,12",
            [
                (
                    '3, provider: got "p2", expected a provider of providers.csv. '
                    'Did you mean "P2"?'
                )
            ],
        ),
        (
            "schemes.csv",
            "S3,Px,North,1,0,",
            [f'4, provider: got "Px", expected a provider of providers.csv. {ADD}'],
        ),
        (
            "scheme_offers.csv",
            "S9,P2,",
            [f'3, scheme: got "S9", expected a scheme of schemes.csv. {ADD}'],
        ),
        (
            "rotas.csv",
            "S22,Mon,1:00,2:00",
            [
                (
                    '4, scheme: got "S22", expected a scheme of schemes.csv. Did you '
                    'mean "S2"?'
                )
            ],
        ),
        (
            "commitments.csv",
            "C3,P7,S7,7,one_to_one,1,10,",
            [
                f'4, lot: got "7", expected a lot of lots.toml. {ADD}',
                f'4, provider: got "P7", expected a provider of providers.csv. {ADD}',
                f'4, scheme: got "S7", expected a scheme of schemes.csv. {ADD}',
            ],
        ),
        (
            "referrals.csv",
            "R3,3,,,P8,S8,",
            [
                (
                    "4, current_provider: "
                    f'got "P8", expected a provider of providers.csv. {ADD}'
                ),
                f'4, current_scheme: got "S8", expected a scheme of schemes.csv. {ADD}',
                f'4, lot: got "3", expected a lot of lots.toml. {ADD}',
            ],
        ),
        (
            "packages.csv",
            "R33,one_to_one,1,",
            [f'5, referral: got "R33", expected a referral of referrals.csv. {ADD}'],
        ),
        (
            "offers.csv",
            "R9,P9,S9,1,yes",
            [
                f'6, provider: got "P9", expected a provider of providers.csv. {ADD}',
                f'6, referral: got "R9", expected a referral of referrals.csv. {ADD}',
                f'6, scheme: got "S9", expected a scheme of schemes.csv. {ADD}',
            ],
        ),
        (
            "question_scores.csv",
            "R9,P9,staffing,1,",
            [
                f'4, provider: got "P9", expected a provider of providers.csv. {ADD}',
                f'4, referral: got "R9", expected a referral of referrals.csv. {ADD}',
            ],
        ),
        (
            "preferences.csv",
            "R9,P9,,,1,,",
            [
                f'5, provider: got "P9", expected a provider of providers.csv. {ADD}',
                f'5, referral: got "R9", expected a referral of referrals.csv. {ADD}',
            ],
        ),
        (
            "may_not_share.csv",
            "R9,R7,",
            [
                (
                    '3, other: got "R7", expected a referral of referrals.csv or '
                    "a person "
                    f"of commitments.csv. {ADD}"
                ),
                f'3, referral: got "R9", expected a referral of referrals.csv. {ADD}',
            ],
        ),
        (
            "decisions.csv",
            "R9,accept,P9,,",
            [
                f'3, provider: got "P9", expected a provider of providers.csv. {ADD}',
                f'3, referral: got "R9", expected a referral of referrals.csv. {ADD}',
            ],
        ),
        (
            "rates.csv",
            "P11,one_to_one,20,",
            [
                (
                    '3, provider: got "P11", expected a provider of providers.csv. '
                    'Did you mean "P1"?'
                )
            ],
        ),
        (
            "providers.csv",
            "P4,,1;4,,,,",
            [f'5, lots: got "4", expected a lot of lots.toml. {ADD}'],
        ),
    ],
)
def test_a_name_that_nobody_owns_is_told(tmp_path, file, row, messages):
    changed = {file.replace(".", "_"): with_row(file, row)}
    assert told(write(tmp_path, **changed)) == [f"{file}, line {m}" for m in messages]


def test_people_who_move_together_are_referrals(tmp_path):
    people = "referral,lot,together\nR1,1,R2\nR2,2,R1;R4\n"
    assert told(write(tmp_path, referrals_csv=people)) == [
        (
            'referrals.csv, line 3, together: got "R4", expected referrals of '
            f"referrals.csv. {ADD}"
        )
    ]


def test_a_lot_includes_lots_that_are_there(tmp_path):
    lots = with_text("lots.toml", 'includes = ["1"]', 'includes = ["1", "3"]')
    assert told(write(tmp_path, lots_toml=lots)) == [
        (
            f'lots.toml, line 6, lot.2.includes: got "3", expected a lot of '
            f"lots.toml. {ADD}"
        )
    ]


def test_without_lots_there_is_one_named_1(tmp_path):
    changed = {"lots_toml": None, "question_scores_csv": None}
    assert told(write(tmp_path, **changed)) == [
        f'providers.csv, line 2, lots: got "2", expected a lot of lots.toml. {ADD}'
    ]


def test_a_table_that_cannot_be_read_does_not_make_every_name_unknown(tmp_path):
    assert told(write(tmp_path, providers_csv="a;b\n")) == [
        (
            "providers.csv, line 1: got cells parted by semicolons, expected "
            "cells parted "
            'by commas. Save it as "CSV UTF-8 (comma delimited)".'
        )
    ]
