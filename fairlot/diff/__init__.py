"""What ``fairlot diff`` shows: words, tables, a summary in Markdown, JUnit XML."""
