"""The engine: a cost model worked out, forwards and backwards."""
