"""The page of the practice copy."""
