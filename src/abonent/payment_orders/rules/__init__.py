"""What a payment order says, without a database."""
