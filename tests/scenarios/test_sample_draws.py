"""Draws fall the same way everywhere, and within their bounds."""

from collections import Counter

import pytest

from scenarios.sample.draws import Draws


def test_the_same_key_gives_the_same_draws():
    first, second = Draws(7, 3), Draws(7, 3)
    assert [first.whole(0, 999) for _ in range(50)] == [
        second.whole(0, 999) for _ in range(50)
    ]


def test_another_key_gives_other_draws():
    assert [Draws(7, 3).whole(0, 999) for _ in range(9)] != [
        Draws(7, 4).whole(0, 999) for _ in range(9)
    ]


def test_draws_are_the_high_bits_of_the_raw_words_of_pcg64():
    # The words of PCG64(SeedSequence((7, 3))) are kept by numpy for good (NEP 19), the
    # last of the first 4096 being taken first; whole(0, 999) is word * 1000 // 2**64.
    from numpy.random import PCG64, SeedSequence

    words = [int(word) for word in PCG64(SeedSequence((7, 3))).random_raw(4096)]
    draws = Draws(7, 3)
    assert [draws.whole(0, 999) for _ in range(3)] == [
        words[-1] * 1000 // 2**64,
        words[-2] * 1000 // 2**64,
        words[-3] * 1000 // 2**64,
    ]


def test_a_whole_number_reaches_both_ends_about_as_often():
    draws = Draws(1)
    seen = Counter(draws.whole(3, 6) for _ in range(8000))
    assert set(seen) == {3, 4, 5, 6}
    # 2,000 expected of each; five standard deviations are about 194
    assert all(abs(number - 2000) < 194 for number in seen.values())


def test_a_bell_is_likelier_in_the_middle():
    draws = Draws(2)
    seen = Counter(draws.bell(0, 8) for _ in range(4000))
    assert min(seen) >= 0
    assert max(seen) <= 8
    assert seen[4] > 4 * seen[1]


def test_weights_of_nothing_are_never_drawn():
    draws = Draws(3)
    seen = Counter(draws.weighted("abc", (1, 0, 3)) for _ in range(4000))
    assert seen["b"] == 0
    # 3,000 expected; five standard deviations are about 137
    assert abs(seen["c"] - 3000) < 137


@pytest.mark.parametrize(("wanted", "given"), [(0, 0), (2, 2), (9, 4)])
def test_some_items_are_all_different_and_never_more_than_there_are(wanted, given):
    chosen = Draws(4).some("abcd", wanted)
    assert len(chosen) == len(set(chosen)) == given


def test_a_shuffle_keeps_every_item():
    assert sorted(Draws(5).shuffled("dbca")) == ["a", "b", "c", "d"]
