"""Care: packages and rotas, and what they cost."""
