"""Pure rules of what was said."""
