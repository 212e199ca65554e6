"""The report of a study: one HTML file, no script, good on paper and on a phone."""
