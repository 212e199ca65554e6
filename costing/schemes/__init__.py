"""Schemes: who carries a house: shares, voids, absences, funding, double pay."""
