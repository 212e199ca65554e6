"""Rules on providers, their lots and schemes."""

import pytest

from tests.kit.folders import told, write


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        (
            "providers",
            (
                "provider,minimum_hours_per_week,capacity_hours_per_week\n"
                "P1,50,40\nP2,,\nP3,,\n"
            ),
            (
                '2, minimum_hours_per_week: got "50", expected at most '
                "capacity_hours_per_week."
            ),
        ),
        (
            "provider_lots",
            "provider,lot,approved_from,approved_to\nP1,1,2026-02-01,2026-01-01\n",
            (
                '2, approved_to: got "2026-01-01", expected a day not before '
                "approved_from."
            ),
        ),
        (
            "schemes",
            "scheme,provider,places,occupied_places\nS1,P1,2,3\nS2,P2,,9\n",
            '2, occupied_places: got "3", expected at most places.',
        ),
    ],
)
def test_what_cannot_be_is_told(tmp_path, file, content, message):
    changed = {f"{file}_csv": content}
    assert told(write(tmp_path, **changed)) == [f"{file}.csv, line {message}"]
