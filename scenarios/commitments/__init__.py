"""Commitments: who is supported by whom today, and at what price."""
