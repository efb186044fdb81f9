"""Pure functions of billing. No database."""
