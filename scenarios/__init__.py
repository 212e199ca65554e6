"""What if: the case, the run of it, and changes to it."""
