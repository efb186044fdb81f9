"""Tables of distribution."""
