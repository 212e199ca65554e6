"""The recorded draw that settles what is left of a tie."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

BITS: Final = 20
"""Bits of the hash that are drawn, from the first on."""


def drawn(seed: int, offers: Iterable[tuple[str, str, str]]) -> NDArray[np.int64]:
    """Draw a number for each offer; the plan with the least sum wins the tie.

    The first 20 bits of SHA-256 of ``seed|referral|provider|scheme`` in UTF-8, so that
    anybody can draw again.

    Parameters
    ----------
    seed : int
    offers : iterable of (referral, provider, scheme)

    Returns
    -------
    int64[offer]
        0 to 2**20 - 1.
    """
    texts = ("|".join((str(seed), *offer)) for offer in offers)
    hashes = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    first = [int.from_bytes(digest[:3], "big") >> (24 - BITS) for digest in hashes]
    return np.array(first, dtype=np.int64)
