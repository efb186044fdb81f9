"""The text of a renewal notice: words with fields in braces, such as {name}, filled for one customer."""

from __future__ import annotations

from abonent.kit.filled_text import fields_unknown

FIELDS = ("name", "subscriber", "product", "number", "last_day", "begins", "term", "price", "company")


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is no field, as it is written."""
    return fields_unknown(text, FIELDS)
