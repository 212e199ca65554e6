"""Schemes: what is known of each house of a case, and what follows for who pays."""
