"""A cost model as a workbook with live formulas."""
