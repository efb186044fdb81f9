"""Whose a row of a file is that is about a customer: said by his number here, or by the key that the file's own system knows him by."""

from __future__ import annotations

# The source under which the register's own numbers are keys (the view `customer_key`).
OUR_NUMBERS = "workbook"


def whose(customer_number: str, customer_key: str) -> tuple[str, str]:
    """(source, key) of the customer; the source is empty where it is the file's own. The number counts where both are said."""
    number = "".join(customer_number.split())
    return (OUR_NUMBERS, number) if number else ("", customer_key)
