"""Uplifts: what the law of another day makes of pay and of prices."""
