"""Defaults of drawing: how many sets of assumptions, and from which seed."""

from __future__ import annotations

from typing import Final

DRAWS: Final = 10_000
"""Sets of assumptions that are drawn where nobody says how many."""

MOST_DRAWS: Final = 1_000_000

SEED: Final = 20261101
"""Of the draws where nobody gives one; any whole number does as well."""
