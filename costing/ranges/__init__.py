"""Fair ranges: what a price comes to when its inputs move."""
