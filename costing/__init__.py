"""What care costs: law, cost models as documents, packages and prices."""
