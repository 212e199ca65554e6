"""Bought against the rota: surplus and shortage, and what is paid twice."""

from fractions import Fraction

from costing.schemes.double_pay import (
    Drawn,
    Quantity,
    Support,
    Tie,
    compare,
    drawn_from_core,
)

CORE, ONE, TWO = Support.CORE, Support.ONE_TO_ONE, Support.TWO_TO_ONE


def test_each_kind_is_set_beside_the_rota():
    # 98 h of background on the rota and 73.5 bought: an empty place of four. 40 h of
    # one-to-one are bought at 23.00 and 10 have a shift.
    rows = compare(
        {
            CORE: Quantity(Fraction(147, 2), 169050),
            ONE: Quantity(Fraction(40), 92000),
            Support.SLEEP_IN: Quantity(Fraction(7), 67690),
        },
        {CORE: Fraction(98), ONE: Fraction(10), Support.SLEEP_IN: Fraction(7)},
        {},
    )
    assert [(row.support, row.over, row.over_pence, row.tie) for row in rows] == [
        (CORE, Fraction(49, 2), 56350, Tie.SURPLUS),
        (ONE, -30, -69000, Tie.SHORT),
        (Support.SLEEP_IN, 0, 0, Tie.TIES),
    ]
    assert [row.unit for row in rows] == ["h", "h", "night"]


def test_what_nobody_buys_is_valued_at_the_price_that_is_given():
    on_rota = {TWO: Fraction(4)}
    (row,) = compare({}, on_rota, {TWO: 2398})
    assert (row.over_pence, row.tie) == (9592, Tie.SURPLUS)
    (row,) = compare({}, on_rota, {})
    assert row.over_pence is None


def test_named_hours_without_a_shift_can_only_come_from_background_shifts():
    # 30 h of one-to-one at 23.00 and 8 staff hours of two-to-one at 23.50 have none.
    named = {ONE: Quantity(Fraction(30), 69000), TWO: Quantity(Fraction(8), 18800)}
    bought = named | {CORE: Quantity(Fraction(98), 225400)}
    rows = compare(bought, {CORE: Fraction(98)}, {})
    assert drawn_from_core(rows) == Drawn(Fraction(38), 69000 + 18800)
    # Only as many hours as there are background hours to draw from.
    rows = compare(bought, {CORE: Fraction(32)}, {})
    assert drawn_from_core(rows) == Drawn(Fraction(32), 69000 + 4700)
    # Nobody buys background: its hours are paid for once.
    rows = compare(named, {CORE: Fraction(98)}, {})
    assert drawn_from_core(rows) == Drawn(Fraction(0), 0)


def test_background_that_nobody_buys_may_give_named_hours_without_paying_twice():
    # 44 h of background are bought and 54 on the rota: ten more than the nine short.
    bought = {
        CORE: Quantity(Fraction(44), 110000),
        ONE: Quantity(Fraction(10), 25000),
        TWO: Quantity(Fraction(10), 25000),
    }
    others = {ONE: Fraction(3), TWO: Fraction(8)}
    rows = compare(bought, {CORE: Fraction(54), **others}, {})
    assert drawn_from_core(rows) == Drawn(Fraction(0), 0)
    # Four more: five of the nine hours at 25.00 are paid twice.
    rows = compare(bought, {CORE: Fraction(48), **others}, {})
    assert drawn_from_core(rows) == Drawn(Fraction(5), 12500)


def test_a_house_with_a_shift_for_each_named_hour_pays_nothing_twice():
    rows = compare({ONE: Quantity(Fraction(5), 11500)}, {ONE: Fraction(6)}, {})
    assert drawn_from_core(rows) == Drawn(Fraction(0), 0)


def test_less_than_a_hundredth_of_a_night_ties():
    # A night shared by four at a price that is cut to the penny: 6.9986 nights.
    nights = Quantity(Fraction(67676, 9670), 67676)
    bought = {Support.SLEEP_IN: nights}
    (row,) = compare(bought, {Support.SLEEP_IN: Fraction(7)}, {})
    assert row.tie == Tie.TIES
