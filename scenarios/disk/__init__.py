"""The disk: folders written whole or not at all, and what stands where in them."""
