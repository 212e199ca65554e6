"""Workbooks: a case to fill in, and what came of a run, for people with Excel."""
