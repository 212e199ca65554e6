"""A unit price is rounded once, then taken times the staff, and never overflows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from costing.document.reading import read_model
from costing.engine.unit_pence import unit_pence
from costing.errors import InputError
from tests.kit.ranges import FAIR

MODEL = read_model(FAIR, "fair.toml")
PRICE = MODEL.components["one_to_one"]


def test_half_a_penny_goes_up_before_the_staff_count():
    values = np.array([[12.345, 0.0], [1.0, -0.005]])
    two = MODEL.components["two_to_one"]
    assert unit_pence(MODEL, two, "price", values).tolist() == [[2470, 0], [200, -2]]


def test_staff_may_be_a_fraction():
    # 1.01 x 1.5 = 151.5p, half up.
    part = replace(PRICE, staff=1.5)
    assert unit_pence(MODEL, part, "price", np.array([1.01])).tolist() == [152]


@pytest.mark.parametrize(("value", "staff"), [(1e14, 1.0), (1e10, 1.2345678901)])
def test_what_cannot_be_counted_is_a_finding(value, staff):
    part = replace(PRICE, staff=staff)
    with pytest.raises(InputError) as caught:
        unit_pence(MODEL, part, "price", np.array([1.0, value]), ["P1", "P2"])
    assert str(caught.value) == (
        f"fair.toml, line 62, price: got {value:.6g} for P2, expected an amount that "
        "can be counted in pence."
    )
