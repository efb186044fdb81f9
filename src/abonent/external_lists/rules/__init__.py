"""Pure rules: what the reader makes of the cells of a row."""
