"""Care: packages, rotas and schemes, and what they cost."""
