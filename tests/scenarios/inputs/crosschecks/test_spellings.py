"""One area, one client group, one household tag is spelt in one way."""

import pytest

from tests.kit.folders import told, with_text, write


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "providers.csv",
            "North;South",
            "north;South",
            (
                '2, areas: got "north", expected one spelling for each area. '
                'Write "North" as elsewhere.'
            ),
        ),
        (
            "referrals.csv",
            "R1,1,North",
            "R1,1,NORTH",
            (
                '2, area: got "NORTH", expected one spelling for each area. '
                'Write "North" as elsewhere.'
            ),
        ),
        (
            "preferences.csv",
            "South",
            "south ",
            (
                '3, area: got "south", expected one spelling for each area. '
                'Write "South" as elsewhere.'
            ),
        ),
    ],
)
def test_an_area_is_spelt_in_one_way(tmp_path, file, old, new, message):
    changed = {file.replace(".", "_"): with_text(file, old, new)}
    assert told(write(tmp_path, **changed)) == [f"{file}, line {message}"]


def test_a_client_group_is_spelt_in_one_way(tmp_path):
    changed = {
        "providers_csv": "provider,client_groups\nP1,autism\nP2,\nP3,\n",
        "referrals_csv": "referral,lot,client_group\nR1,1,Autism\nR2,2,autism \n",
    }
    assert told(write(tmp_path, **changed)) == [
        (
            'referrals.csv, line 2, client_group: got "Autism", expected one '
            "spelling for "
            'each client group. Write "autism" as elsewhere.'
        )
    ]


def test_words_that_are_only_alike_are_two(tmp_path):
    changed = {
        "referrals_csv": "referral,lot,area\nR1,1,Ward 1.1\nR2,2,Ward 11\n",
    }
    assert told(write(tmp_path, **changed)) == []
