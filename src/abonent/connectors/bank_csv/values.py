"""Cells of a bank's table: amounts and days as the mapping says they are written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from abonent.connectors.line_files.records import read_day
from abonent.connectors.line_files.refusals import Unreadable
from abonent.ledger.rules.statement import AMOUNT_LIMIT

CENT = Decimal("0.01")
# Blanks of all widths, and the apostrophe of Switzerland, part groups of digits, as does the sign that is not the decimal one.
GROUPING = re.compile(r"(?<=\d)[\s'’](?=\d{3})")
PATTERNS = {
    ",": re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,6}))?", re.ASCII),
    ".": re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,6}))?", re.ASCII),
}
TIME_BEHIND = re.compile(r"[T ]\d{1,2}:\d{2}.*")


def amount_of(text: str, decimal_sign: str) -> Decimal:
    """An amount with its sign before or behind it; at most two decimals that count."""
    bare = GROUPING.sub("", text.replace("−", "-").strip())
    if bare.endswith("-"):
        bare = "-" + bare[:-1].strip()
    match = PATTERNS[decimal_sign].fullmatch(bare)
    if not match:
        raise Unreadable("lines.amount_unreadable", found=text[:40])
    sign, whole, decimals = match.groups()
    amount = Decimal(f"{re.sub('[.,]', '', whole)}.{decimals or '0'}")
    if amount >= AMOUNT_LIMIT:
        raise Unreadable("lines.amount_too_large", found=text[:40])
    if amount.quantize(CENT) != amount:
        raise Unreadable("lines.amount_unreadable", found=text[:40])
    return amount.quantize(CENT) * (-1 if sign == "-" else 1)


def day_of(text: str, order: str) -> date:
    """A day; a time of day behind it does not count. Leading noughts may be missing where something parts the figures."""
    parted = re.split(r"[./-]", TIME_BEHIND.sub("", text.strip()))
    letters = re.split(r"[./-]", order)
    if len(parted) == len(letters):
        padded = "".join(figures.zfill(len(part)) for figures, part in zip(parted, letters, strict=True))
        day = read_day(padded, "".join(letters))
        if day is not None and _parting(text) == _parting(order):
            return day
    raise Unreadable("lines.day_unreadable", found=text[:40])


def _parting(text: str) -> str:
    return "".join(sign for sign in text[:10] if sign in "./-")
