"""Care: packages, and what they cost."""
