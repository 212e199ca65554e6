"""Sections of the report: each turns a study into what its template shows."""
