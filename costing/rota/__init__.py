"""Rotas: shifts on real dates, their hours by band, cover and price."""
