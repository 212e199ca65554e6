"""The sheets of a workbook of results, one a file."""
