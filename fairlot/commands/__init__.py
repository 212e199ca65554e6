"""The commands, a file a noun; each reads, makes one call and renders."""
