"""The inputs of a case: files, tables and settings, read and checked."""
