"""Numbers are written as short as they are."""

import pytest

from scenarios.disk.texts import plain


@pytest.mark.parametrize(
    ("number", "text"),
    [(35.0, "35"), (-35.5, "-35.5"), (37 / 3, "12.3333"), (0.0, "0"), (-0.00001, "0")],
)
def test_a_number_is_as_short_as_it_is_and_nothing_has_no_sign(number, text):
    assert plain(number) == text
