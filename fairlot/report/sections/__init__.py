"""Sections of the report: each turns an outcome into what its template shows."""
