"""The report of an outcome: one HTML file, no script, good on paper and on a phone."""
