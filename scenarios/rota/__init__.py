"""Rotas of a case: hours by band on real dates, their price, and cover."""
