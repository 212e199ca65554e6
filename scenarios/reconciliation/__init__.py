"""Reconciliation: commitments against what finance paid, each penny told, to zero."""
