"""Hand-over: time in which one shift takes over from another."""

from datetime import date

import pytest

from costing.rota.hand_over import hand_over
from costing.rota.rosters import rosters_of
from costing.rota.span import span_of
from costing.tables import frame_of
from scenarios.inputs.contract.rotas import ROTAS
from tests.kit.simulated_rota import WEEKDAYS

MONDAY = date(2026, 11, 2)
WEEK = span_of(MONDAY, date(2026, 11, 8))


def minutes(*shifts, span=WEEK):
    rows = [
        {"scheme": "S1", "day": day, "staff": staff}
        | {"start": int(times[:2]) * 60 + int(times[3:5])}
        | {"end": int(times[6:8]) * 60 + int(times[9:])}
        for day, times, staff in shifts
    ]
    names = ("scheme", "kind", "component")
    rosters = rosters_of(frame_of(ROTAS, rows), "rotas.csv", names, "staff")
    return hand_over(rosters, span) / 1000


@pytest.mark.parametrize(
    ("shifts", "found"),
    [
        # A quarter of an hour from 14:45; two who leave; shifts that only meet.
        ([("Mon", "07:00-15:00", 1), ("Mon", "14:45-22:00", 1)], 15),
        ([("Mon", "07:00-15:00", 2), ("Mon", "14:45-22:00", 1)], 30),
        ([("Mon", "07:00-15:00", 1), ("Mon", "15:00-22:00", 1)], 0),
        # An hour at the most: longer, they work together.
        ([("Mon", "07:00-15:00", 1), ("Mon", "14:00-22:00", 1)], 60),
        ([("Mon", "07:00-15:00", 1), ("Mon", "13:59-22:00", 1)], 0),
        # The last one to come counts, a visit of an hour or less does not.
        (
            [
                *(("Mon", "07:00-15:00", 1), ("Mon", "14:10-22:00", 1)),
                ("Mon", "14:40-22:00", 1),
            ],
            20,
        ),
        ([("Mon", "07:00-15:00", 1), ("Mon", "14:30-15:30", 1)], 0),
        # Over midnight, at midnight, and from Sunday into Monday.
        ([("Mon", "15:00-00:15", 1), ("Mon", "23:45-08:00", 1)], 30),
        ([("Mon", "15:00-24:00", 1), ("Mon", "23:45-08:00", 1)], 15),
        ([("Sun", "22:00-07:30", 1), ("Mon", "07:00-15:00", 1)], 30),
    ],
)
def test_a_hand_over_is_the_time_that_one_stays_on_after_the_next_has_come(
    shifts, found
):
    assert minutes(*shifts) == found
    assert minutes(*reversed(shifts)) == found


def test_a_year_has_as_many_as_it_has_days():
    shifts = [
        (day, times, 1)
        for day in WEEKDAYS
        for times in ("07:00-15:00", "14:30-22:30", "22:00-07:15")
    ]
    # A day 30 + 30 + 15 minutes; the 15 of the first morning end the night before it.
    year = span_of(date(2026, 4, 1), date(2027, 3, 31))
    assert minutes(*shifts, span=year) == 365 * 75
