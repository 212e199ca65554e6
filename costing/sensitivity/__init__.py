"""Sensitivity: what moves a price, how far, and what a price supports."""
