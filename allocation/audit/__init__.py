"""The independent eye: an allocation recomputed from the tables by its own code."""

from allocation.audit.plan import audit

__all__ = ["audit"]
