"""A cost model as a document: formulas, units, bands and lines, read and checked."""
