"""Two saved answers held against each other: what changed, and what caused it."""
