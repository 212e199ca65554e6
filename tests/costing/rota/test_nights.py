"""One definition of a waking night."""

import numpy as np
import pytest

from costing.rota.nights import is_waking_night


@pytest.mark.parametrize(
    ("start", "until", "is_one"),
    [
        # 22:00 to 07:00, midnight to 07:00, 20:00 to 08:00: twelve hours.
        (22, 31, True),
        (0, 7, True),
        (20, 32, True),
        # Three hours of the dark at either end of it, and a quarter of an hour less.
        (23, 26, True),
        (23, 25.75, False),
        (27, 35, True),
        (3, 11, True),
        (3.25, 11, False),
        # Longer than twelve hours, round the clock, and by day.
        (19, 32, False),
        (20, 33, False),
        (7, 31, False),
        (7, 22, False),
    ],
)
def test_a_waking_night_holds_three_hours_of_the_dark_and_is_no_longer_than_twelve(
    start, until, is_one
):
    minutes = [np.array([round(60 * at)]) for at in (start, until)]
    assert is_waking_night(*minutes).tolist() == [is_one]
