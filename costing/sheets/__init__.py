"""Files of tables: Excel, OpenDocument and CSV, cell by cell."""
