"""From text to values: strict for money and days, each refusal without its place (the reader knows where it is)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from abonent.connectors.camt.paths import AMBIGUOUS, Facts
from abonent.connectors.camt.refusals import Unreadable
from abonent.ledger.rules.statement import AMOUNT_LIMIT, THREE_DECIMAL_CURRENCIES

# xs:decimal without a sign; the standard allows 18 digits. A decimal comma is no amount: 1,000 could be one or a thousand.
AMOUNT = re.compile(r"(?:\d{1,18}(?:\.\d{0,17})?|\.\d{1,17})", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CENT = Decimal("0.01")


def unambiguous(facts: Facts) -> Facts:
    """Refuses facts among which an amount or a direction stands twice with different values."""
    if AMBIGUOUS in facts:
        raise Unreadable("camt.ambiguous", facts[AMBIGUOUS])
    return facts


def money(pair: tuple[str, str | None] | None, path: str) -> tuple[Decimal, str]:
    """An amount with its currency, never negative; at least two decimals, more only where the currency has more."""
    if pair is None or not pair[0]:
        raise Unreadable("camt.amount_missing", path)
    text, currency = pair
    currency = (currency or "").strip()
    if not CURRENCY.fullmatch(currency):
        raise Unreadable("camt.currency_unreadable", path, found=shown(currency))
    return plain_amount(text, path, currency), currency


def plain_amount(text: str, path: str, currency: str = "") -> Decimal:
    """Digits with a decimal point; `currency` decides how many decimals there may be (empty: as many as are written)."""
    if not AMOUNT.fullmatch(text):
        raise Unreadable("camt.amount_unreadable", path, found=shown(text))
    amount = Decimal(text)
    if amount >= AMOUNT_LIMIT:
        raise Unreadable("camt.amount_too_large", path, found=shown(text))
    rounded = amount.quantize(CENT)
    if rounded == amount:
        return rounded
    if currency and not (currency in THREE_DECIMAL_CURRENCIES and amount.quantize(Decimal("0.001")) == amount):
        raise Unreadable("camt.amount_too_fine", path, found=shown(text), currency=currency)
    return amount


def sign(direction: str | None, path: str = "CdtDbtInd") -> int:
    """1 for money in, -1 for money out."""
    if direction == "CRDT":
        return 1
    if direction == "DBIT":
        return -1
    if not direction:
        raise Unreadable("camt.direction_missing", path)
    raise Unreadable("camt.direction_unreadable", path, found=shown(direction))


def yes(text: str | None, path: str) -> bool:
    """xs:boolean in any case, or the standard's own YES and NO; absent is no."""
    answer = (text or "no").lower()
    if answer in ("false", "0", "no"):
        return False
    if answer in ("true", "1", "yes"):
        return True
    raise Unreadable("camt.yes_no_unreadable", path, found=shown(answer))


def day(text: str | None, path: str) -> date | None:
    """A day or the day of a moment, as the bank wrote it: its own day, whatever zone the moment names."""
    if not text:
        return None
    try:
        if DAY.match(text):
            return date.fromisoformat(text[:10])
    except ValueError:
        pass
    raise Unreadable("camt.day_unreadable", path, found=shown(text))


def moment(text: str | None) -> datetime | None:
    """A moment as the bank wrote it, with its zone if it names one; None where it cannot be read (no money hangs on it)."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def shown(text: str) -> str:
    """A value for a message: short."""
    return text if len(text) <= 40 else text[:39] + "…"
