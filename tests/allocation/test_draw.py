"""The recorded draw."""

from __future__ import annotations

from allocation.draw import drawn


def test_the_draw_is_the_first_20_bits_of_sha_256() -> None:
    # printf '20261101|R1|P1|S1' | sha256sum -> b9732d90...
    # printf '20261101|R1|P1|' | sha256sum -> ac3a4f20...
    offers = [("R1", "P1", "S1"), ("R1", "P1", "")]
    assert drawn(20261101, offers).tolist() == [0xB9732, 0xAC3A4]


def test_names_are_read_as_utf_8() -> None:
    # printf '1|Zoë|P1|' | sha256sum -> 1f4586e5...
    assert drawn(1, [("Zoë", "P1", "")]).tolist() == [0x1F458]


def test_no_offers_draw_nothing() -> None:
    assert drawn(1, []).tolist() == []
