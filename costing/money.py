"""Money: whole pence, exact. This is the only file that rounds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import ArrayLike, NDArray

Mode = Literal["half_up", "half_even", "truncate", "ceil"]

_DIGITS: Final = 12
"""Significant digits that a float is trusted to; the rest is noise of binary."""

_NOISE: Final = 2e-11
"""Share by which two snaps move a number at most, and as much again."""


def snap(values: ArrayLike) -> NDArray[np.float64]:
    """Round to 12 significant digits, so that 121.605 is what it says.

    Parameters
    ----------
    values : float64[...]

    Returns
    -------
    float64[...]
        0 and what is not finite are given back as they are.
    """
    given = np.asarray(values, dtype=np.float64)
    usable = np.isfinite(given) & (given != 0)
    safe = np.where(usable, given, 1.0)
    exponent = _DIGITS - 1 - np.floor(np.log10(np.abs(safe))).astype(np.int64)
    # Scale by whole powers of ten only: 10.0**-k is not exact, 10.0**k is up to k = 22.
    up = 10.0 ** np.clip(exponent, 0, 300)
    down = 10.0 ** np.clip(-exponent, 0, 300)
    return np.where(usable, np.rint(safe * up / down) / up * down, given)


def round_to(
    values: ArrayLike, step: float = 1.0, mode: Mode = "half_up"
) -> NDArray[np.float64]:
    """Round to whole steps after a snap to 12 significant digits.

    Parameters
    ----------
    values : float64[...]
    step : float
        Above 0, in the unit of the values: 0.01 is a penny of pounds.
    mode : {"half_up", "half_even", "truncate", "ceil"}
        ``half_up`` is half away from zero, as a spreadsheet's ROUND.

    Returns
    -------
    float64[...]
    """
    given = np.atleast_1d(np.asarray(values, dtype=np.float64))
    parts, most = _parts(step)
    steps = given * parts if parts else given
    nearest = np.rint(steps)
    if not (parts and np.abs(nearest).max(initial=0.0) < most):
        return _by_digits(given, step, mode).reshape(np.shape(values))
    off = np.abs(np.subtract(steps, nearest))
    noise = _NOISE * float(np.abs(steps, out=steps).max(initial=0.0))
    if mode.startswith("half"):
        unsure, whole = off >= 0.5 - noise, nearest
    else:
        direct = np.trunc if mode == "truncate" else np.ceil
        unsure, whole = off <= noise, direct(given * parts)
    rounded = np.add(np.divide(whole, parts, out=whole), 0.0, out=whole)
    if unsure.any():
        rounded[unsure] = _by_digits(given[unsure], step, mode)
    return rounded.reshape(np.shape(values))


def _by_digits(
    values: NDArray[np.float64], step: float, mode: Mode
) -> NDArray[np.float64]:
    """Round to whole steps digit by digit, which holds everywhere and takes long."""
    steps = snap(snap(values) / step)
    if mode == "half_up":
        whole = np.trunc(steps + np.copysign(0.5, steps))
    elif mode == "half_even":
        whole = np.rint(steps)
    elif mode == "truncate":
        whole = np.trunc(steps)
    else:
        whole = np.ceil(steps)
    return snap(whole * step) + 0.0


@lru_cache(maxsize=64)
def _parts(step: float) -> tuple[int, float]:
    """Give how many steps make one, if a whole number of decimals holds every step.

    With it comes the size from which whole steps may have more digits than a snap
    keeps: below that, whole steps over parts are the very number that it would give.
    """
    parts = round(1 / step) if step > _NOISE else 0
    for decimals in range(7):
        if parts and parts * step == 1 and 10**decimals % parts == 0:
            return parts, 1e10 / (10**decimals // parts)
    return 0, 0.0


def pence(pounds: ArrayLike) -> NDArray[np.int64]:
    """Turn pounds into whole pence, half up.

    Parameters
    ----------
    pounds : float64[...]
        Finite.

    Returns
    -------
    int64[...]

    Raises
    ------
    ValueError
        If a value is not finite or has more pence than a float can count.
    """
    given = np.asarray(pounds, dtype=np.float64)
    if not np.isfinite(given).all() or (np.abs(given) > 9e13).any():
        msg = "pence: a value that is not finite, or too large to count in pence"
        raise ValueError(msg)
    return round_to(given * 100.0).astype(np.int64)


def pounds(whole_pence: ArrayLike) -> NDArray[np.float64]:
    """Turn whole pence into the nearest float64 pounds."""
    return np.asarray(whole_pence, dtype=np.int64) / 100.0


def divided(numerator: ArrayLike, denominator: ArrayLike) -> NDArray[np.int64]:
    """Divide whole numbers exactly and round half away from zero.

    Parameters
    ----------
    numerator : int64[...]
    denominator : int64[...]
        Above 0.

    Returns
    -------
    int64[...]
    """
    top = np.asarray(numerator, dtype=np.int64)
    bottom = np.asarray(denominator, dtype=np.int64)
    size = (2 * np.abs(top) + bottom) // (2 * bottom)
    return np.where(top < 0, -size, size)


def nearest(exact: Fraction) -> int:
    """Round an exact number half away from zero; it may be of any size."""
    top, bottom = abs(exact.numerator), exact.denominator
    size = (2 * top + bottom) // (2 * bottom)
    return -size if exact < 0 else size


def amount(whole_pence: int) -> str:
    """Write pence as plain pounds with two decimals: ``1234.50``, ``-0.05``."""
    whole, rest = divmod(abs(int(whole_pence)), 100)
    return f"{'-' if whole_pence < 0 else ''}{whole}.{rest:02d}"
