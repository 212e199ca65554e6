"""What tests build from: small markets, strategies, and an oracle."""
