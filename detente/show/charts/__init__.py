"""Charts: a Vega-Lite spec each, and the rows that fill it."""
