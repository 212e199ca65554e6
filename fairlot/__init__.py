"""The faces of Fairlot: command line, report."""
