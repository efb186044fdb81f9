"""A folder per outside format or system. A connector translates and does nothing else; no domain imports it."""
