"""A change in one line for people."""

import pytest

from scenarios.changes.scenario_file import read_piece
from tests.kit.what_ifs import change

SUPPLY = {"type": '"supply"', "table": '"providers"'}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            change(
                type='"law"', name='"ssp_week"', start="2027-04-06", multiply="1.041"
            ),
            "ssp_week x 1.041 from 2027-04-06",
        ),
        (
            change(type='"law"', name='"ssp_week"', start="2027-04-06", set="120"),
            "ssp_week = 120 from 2027-04-06",
        ),
        (
            change(**SUPPLY, where='{ provider = "P1" }', set='{ status = "closed" }'),
            "providers: status = closed where provider = P1",
        ),
        (
            change(
                **SUPPLY,
                where='{ provider = ["P1", "P2"], lots = "2" }',
                unless="{ cqc_registered = true }",
                add="{ quality = -5, spare_places = 1 }",
            ),
            (
                "providers: quality - 5, spare_places + 1 where provider = P1 or P2 "
                "and lots = 2 unless cqc_registered = yes"
            ),
        ),
        (
            change(
                **SUPPLY,
                where='{ provider = ["a", "b", "c", "d", "e"] }',
                remove="true",
            ),
            "providers: rows taken out where provider = any of 5",
        ),
        (
            change(**SUPPLY, insert='[{ provider = "a" }, { provider = "b" }]'),
            "providers: 2 new rows",
        ),
        (change(**SUPPLY, insert='[{ provider = "a" }]'), "providers: 1 new row"),
        (
            change(
                **SUPPLY,
                set='{ areas = ["a", "b"], postcode = "", cqc_rating = "Good" }',
            ),
            "providers: areas = a;b, postcode = nothing, cqc_rating = Good",
        ),
        (
            change(type='"rule"', key='"scoring.weights"', set="{ quality = 50 }"),
            "scoring.weights: quality = 50",
        ),
        (
            change(type='"rule"', key='"allocation.aims"', set='["placed", "cost"]'),
            "allocation.aims = placed;cost",
        ),
        (
            change(
                type='"rule"',
                key='"allocation"',
                set="{ tolerance = { points = 0.1 } }",
            ),
            "allocation: tolerance = points 0.1",
        ),
        (
            change(type='"rule"', key='"lots.2.share_cap"', remove="true"),
            "lots.2.share_cap taken away",
        ),
        (
            change(**SUPPLY, set=f'{{ name = "{"x" * 300}" }}'),
            f"providers: name = {'x' * 139}...",
        ),
    ],
)
def test_a_change_is_told_in_a_line(text, words):
    (one,) = read_piece("a.toml", text.encode()).changes
    assert one.words == words
