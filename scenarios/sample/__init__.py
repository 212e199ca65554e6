"""The sample case: an invented council drawn from a seed, at any size."""

from __future__ import annotations

from scenarios.sample.folder import SEED, write_sample

__all__ = ["SEED", "write_sample"]
