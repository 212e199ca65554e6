"""Draws are the same everywhere, stay between the ends, and move as is declared."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from costing.document.reading import read_model
from costing.errors import InputError
from costing.ranges.draws import Drawing, Together, between, places
from costing.ranges.fair_range import fair_range
from tests.kit.ranges import FAIR

SHARED = st.floats(0, 1)


def model(*changes):
    text = FAIR
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_model(text, "fair.toml")


MOVING = ("low = 150\n", 'low = 150\nmoves_with = "pay"\n')


def drawn(read, given=(), **options):
    return Drawing(read, None, "price", **{"count": 500, **options}).of(dict(given))


def test_places_are_these_numbers_whatever_the_machine():
    # Of PCG64 seeded by 1 and SHA-256 of the name; numpy promises that stream.
    found = places("pay", 10_000, 1)
    assert found[:3].tolist() == [
        0.6488618326854902,
        0.659351266138792,
        0.18364087081649705,
    ]
    assert hashlib.sha256(found.tobytes()).hexdigest() == (
        "726000fd8608713fbe8890c3e252c9517973e3626d3be148c9ac83d87a95de10"
    )


def test_places_fill_the_range_evenly():
    # Of 10,000, a tenth holds 1,000; three standard deviations are 90.
    counts = np.histogram(places("pay", 10_000, 1), bins=10, range=(0, 1))[0]
    assert np.abs(counts - 1000).max() <= 90


def test_more_draws_leave_the_first_as_they_are():
    assert places("pay", 1000, 7)[:10].tolist() == places("pay", 10, 7).tolist()


def test_seeds_and_groups_draw_apart():
    found = {tuple(places(g, 3, s)) for g in ("pay", "turnover", "") for s in (0, 1)}
    assert len(found) == 6


def test_the_ends_and_the_middle_are_exact():
    three = np.array([0.1, 0.7, 0.3])
    found = between(three, np.array([0.0, 0.25, 0.5, 0.75, 1.0]))
    assert found[[0, 2, 4]].tolist() == [0.1, 0.7, 0.3]
    assert found[[1, 3]].tolist() == pytest.approx([0.4, 0.5])


def test_all_at_their_defaults_is_the_expected_price(monkeypatch):
    monkeypatch.setattr("costing.ranges.draws.places", lambda *_: np.full(500, 0.5))
    assert set(drawn(model()).values) == {18.24}


@pytest.mark.parametrize(("place", "price"), [(0.0, 14.74), (1.0, 25.0)])
def test_all_at_one_end_is_that_end_of_the_range(monkeypatch, place, price):
    monkeypatch.setattr("costing.ranges.draws.places", lambda *_: np.full(500, place))
    assert set(drawn(model()).values) == {price}


def test_inputs_that_are_told_and_what_follows_them_are_not_drawn():
    assert sorted(drawn(model()).groups) == [
        *("extra", "hours", "manager", "margin", "pay")
    ]
    told = drawn(model(), {"pay": 12.0})
    assert sorted(told.groups) == ["hours", "manager", "margin"]


def test_without_any_range_every_draw_is_the_expected_price():
    told = {"pay": 12.0, "hours": 100.0, "manager": 200.0, "margin": 0.2}
    assert drawn(model(), told).values.tolist() == [18.24] * 500


def test_inputs_that_move_together_stand_at_the_same_place():
    read = model(MOVING)
    assert drawn(read).groups["manager"] == "pay"
    assert drawn(read, together=Together.NONE).groups["manager"] == "manager"
    assert set(drawn(read, together=Together.ALL).groups.values()) == {""}


def test_moving_together_spreads_the_draws_wider():
    alone, declared, together = (
        drawn(model(MOVING), together=how, count=5000).values.std()
        for how in (Together.NONE, Together.DECLARED, Together.ALL)
    )
    assert alone < declared < together


def test_a_follower_keeps_its_place_when_the_one_it_follows_is_told():
    read = model(MOVING)
    told = {"pay": 12.0, "hours": 100.0, "margin": 0.2}
    at = places("pay", 500, 20261101)
    manager = between(np.array([150.0, 200.0, 240.0]), at)
    expected = (12 + 1.2 + manager / 100) * 1.2
    assert np.abs(drawn(read, told).values - expected).max() < 0.00501


def test_a_band_of_ones_own():
    # Pay at 1.5: 12 x 1.5 + 1.20 + 2 = 21.20, times 1.2 is 25.44.
    told = {"pay": 12.0, "hours": 100.0, "manager": 200.0, "margin": 0.2}
    assert set(drawn(model(), told, band="late").values) == {25.44}


def test_many_sets_at_once_are_each_as_alone():
    sets = [{}, {"pay": 12.0}, {"margin": 0.1}, {}, {"pay": 13.0}]
    drawing = Drawing(model(), None, "price", count=50)
    together = [drawing.drawn(one).values.tolist() for one in drawing.ranged(sets)]
    assert together == [drawn(model(), one, count=50).values.tolist() for one in sets]


def test_values_that_are_kept_no_more_are_the_same(monkeypatch):
    whole = drawn(model()).values.tolist()
    monkeypatch.setattr("costing.ranges.draws._MOST_KEPT", 1)
    assert drawn(model()).values.tolist() == whole


def test_a_draw_that_cannot_be_worked_out_is_named():
    # Under 90 hours, which both the default and the low end are above.
    text = FAIR.replace("manager / hours", "manager / max(hours - slack, 0 * hours)")
    slack = '[input.slack]\nunit = "h/week"\ndefault = 90\n'
    read = read_model(text.replace("[input.tenth]", slack + "[input.tenth]"), "f.toml")
    with pytest.raises(InputError) as caught:
        drawn(read)
    assert str(caught.value) == (
        'f.toml, line 56, management: got a division by zero in "manager / max(hours - '
        'slack, 0 * hours)" for draw 2 in band day, expected a number. Shield it with '
        "choose(...)."
    )


@settings(max_examples=40)
@given(SHARED, SHARED, st.integers(0, 2**32), st.sampled_from(list(Together)))
def test_every_draw_is_within_the_fair_range(extra, margin, seed, together):
    read = model(
        ("high = 3\n", f"high = {3 + extra}\n"),
        ("high = 0.25\n", f"high = {0.25 + margin / 4}\n"),
    )
    fair = fair_range(read, None, "one_to_one", [{}])
    values = drawn(read, count=50, seed=seed, together=together).values
    assert fair.low[0] / 100 <= values.min() + 1e-9
    assert values.max() - 1e-9 <= fair.high[0] / 100


@settings(max_examples=20)
@given(st.integers(0, 2**64))
def test_the_same_seed_gives_the_same_bytes(seed):
    first, again = (drawn(model(), seed=seed, count=50).values for _ in range(2))
    assert first.tobytes() == again.tobytes()
