"""Texts that people write with fields in braces, such as {name}, filled when they are used. Nothing else in them is ever carried out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

FIELD = re.compile(r"\{([^{}]*)\}")


def fields_unknown(text: str, known: Collection[str]) -> list[str]:
    """What stands in braces and is no field, as it is written."""
    return [found for found in FIELD.findall(text) if found not in known]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled."""
    return FIELD.sub(lambda found: values[found[1]], text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which stand apart by an empty line."""
    return [one.strip() for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip()]
