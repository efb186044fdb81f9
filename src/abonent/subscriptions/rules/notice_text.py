"""The text of a renewal notice: words with fields in braces, such as {name}, filled for one customer."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIELDS = ("name", "subscriber", "product", "number", "last_day", "begins", "term", "price", "company")
FIELD = re.compile(r"\{([^{}]*)\}")


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is no field, as it is written."""
    return [found for found in FIELD.findall(text) if found not in FIELDS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled."""
    return FIELD.sub(lambda found: values[found[1]], text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which stand apart by an empty line."""
    return [one.strip() for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip()]
