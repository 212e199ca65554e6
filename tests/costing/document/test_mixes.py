"""Mixes are read strictly: every row whole, every weight sound."""

from __future__ import annotations

import pytest

from costing.document.reading import read_model
from tests.kit.documents import MIX, document, findings, line


def mix(body):
    return document("[mix.contract]\n", body, "\n", line("1", unit="1"))


def test_a_mix_is_read_column_by_column():
    part = read_model(document(MIX, line("1", unit="1")), "small.toml").mixes[
        "contract"
    ]
    assert part.columns == {"hours": (40.0, 10.0), "share": (0.75, 0.25)}
    assert part.units == {"hours": "h/week", "share": "1"}
    assert part.weight == "share"


def test_rows_may_be_tables_of_their_own():
    body = (
        "weight='share'\n[[mix.contract.rows]]\nhours=40\nshare=0.6\n"
        "[[mix.contract.rows]]\nhours=10\nshare=0.4\n"
    )
    assert findings(mix(body)) == []


def test_weights_may_add_to_one_as_floats_do():
    rows = ", ".join("{ w = 0.1 }" for _ in range(10))
    assert findings(mix(f"weight='w'\nrows=[{rows}]")) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "",
            [
                "line 3, mix.contract: got nothing, expected the key rows.",
                "line 3, mix.contract: got nothing, expected the key weight.",
            ],
        ),
        (
            "weight='w'\nrows=[]",
            [
                (
                    "line 5, mix.contract.rows: got a list, expected rows "
                    "such as { hours = 37.5, share = 1 }."
                )
            ],
        ),
        (
            "weight='w'\nrows='x'",
            [
                (
                    'line 5, mix.contract.rows: got "x", expected rows '
                    "such as { hours = 37.5, share = 1 }."
                )
            ],
        ),
        (
            "weight='w'\nrows=[1]",
            [
                (
                    'line 5, mix.contract.rows: got "1" as row 1, expected '
                    "rows such as { hours = 37.5, share = 1 }."
                )
            ],
        ),
        (
            "weight='w'\nrows=[{w=1}, {w=0, h=2}]",
            [
                (
                    "line 5, mix.contract.rows: got row 2 with w, h, expected the "
                    "columns of row "
                    "1: w."
                )
            ],
        ),
        (
            "weight='w'\nrows=[{w='all'}]",
            ['line 5, mix.contract.rows: got "all" as w of row 1, expected a number.'],
        ),
        (
            "weight='w'\nrows=[{w=1, W=1}]",
            [
                (
                    'line 5, mix.contract.rows: got "W", expected a name of a-z, 0-9 '
                    "and _ that "
                    "starts with a letter."
                )
            ],
        ),
        (
            "weight='weigth'\nrows=[{weight=1}]",
            [
                (
                    'line 4, mix.contract.weight: got "weigth", expected a column of '
                    "the rows. Did "
                    'you mean "weight"?'
                )
            ],
        ),
        (
            "weight='w'\nrows=[{w=0.5}, {w=0.4}]",
            [
                (
                    "line 5, mix.contract.rows: got w that adds to 0.9, expected "
                    "weights that add "
                    "to 1."
                )
            ],
        ),
        (
            "weight='w'\nrows=[{w=1.5}, {w=-0.5}]",
            [
                (
                    "line 5, mix.contract.rows: got a w below 0, expected weights "
                    "from 0 "
                    "to 1."
                )
            ],
        ),
        (
            "weight='w'\nunits={w='h'}\nrows=[{w=1}]",
            ["line 4, mix.contract.weight: got w in h, expected a column in 1."],
        ),
        (
            "weight='w'\nunits={h='h'}\nrows=[{w=1}]",
            [
                (
                    "line 5, mix.contract.units.h: got a column that the rows do not "
                    "have, "
                    "expected a column."
                )
            ],
        ),
        (
            "weight='w'\nunits={w='hour'}\nrows=[{w=1}]",
            [
                (
                    'line 5, mix.contract.units.w: got "hour", expected one of GBP, '
                    "h, min, day, "
                    "night, week, year, mile, km, person, visit, place, 1. Did you "
                    'mean "h"?'
                )
            ],
        ),
        (
            "weight='w'\nrow=1\nrows=[{w=1}]",
            [
                (
                    "line 5, mix.contract.row: got a key that is not known, expected "
                    "one of "
                    'weight, units, rows, source. Did you mean "rows"?'
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_mix_is_told(body, told):
    assert findings(mix(body)) == [f"small.toml, {finding}" for finding in told]


def test_the_rows_of_a_mix_are_bounded():
    rows = ",\n".join("{ w = 0 }" for _ in range(201))
    assert findings(mix(f"weight='w'\nrows=[{rows}]")) == [
        "small.toml, line 5, mix.contract.rows: got 201 rows, expected at most 200."
    ]
