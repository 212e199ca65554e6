"""Pay: which is below its legal minimum, and by how much it is so."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from costing.document.reading import read_model
from costing.engine.pay import Underpaid, below, pay_on, underpaid
from costing.law import load_law
from tests.kit.ranges import FAIR, PAID

PAY = read_model(PAID, "paid.toml")
LAW = load_law("england").on(date(2026, 11, 1))


def test_pay_below_its_legal_minimum_is_named_with_both():
    assert underpaid(PAY, LAW, {"pay": 12.7}) == (Underpaid("pay", 12.7, 12.71),)


@pytest.mark.parametrize("given", [{}, {"pay": 12.71}, {"pay": 12.7 + 0.01}])
def test_pay_at_its_legal_minimum_or_by_default_is_none_below(given):
    assert underpaid(PAY, LAW, given) == ()


def test_a_model_that_marks_no_pay_has_none_below():
    assert underpaid(read_model(FAIR, "fair.toml"), None, {"pay": 6}) == ()


def test_each_set_is_told_as_it_is_alone():
    pays = [12.0, 12.7, 12.71, 13.0]
    found = below(pay_on(PAY, LAW, {"pay": np.array(pays)}, 4), 4)
    alone = [bool(underpaid(PAY, LAW, {"pay": one})) for one in pays]
    assert found.tolist() == alone == [True, True, False, False]
