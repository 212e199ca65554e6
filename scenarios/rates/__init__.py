"""Rates: a sheet of rates held against the model, and uplifted."""
