"""The market: the prices of a day, the offers, and who may serve whom."""
