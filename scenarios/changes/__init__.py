"""Changes of a case, by what they touch: rows of tables, rules, law."""
