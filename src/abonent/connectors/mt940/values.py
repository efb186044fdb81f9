"""Balances, movements and accounts: strict for money and days, lenient about what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from stdnum import iban

from abonent.connectors.line_files.records import read_day
from abonent.connectors.line_files.refusals import Unreadable
from abonent.connectors.mt940.fields import Field
from abonent.ledger.rules.statement import AMOUNT_LIMIT, THREE_DECIMAL_CURRENCIES, AccountNumber, Balance

CENT = Decimal("0.01")
AMOUNT = re.compile(r"\d{1,18}(?:,\d{0,6})?", re.ASCII)
BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})?\s*(.+)", re.ASCII)
MOVEMENT = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4}|\s{4})?\s*(?P<mark>R[CD]|E[CD]|[CD])(?P<funds>[A-Z])?\s*(?P<amount>\d[\d,]*)"
    r"(?P<kind>[A-Z][A-Z0-9 ]{3}|[A-Z]+$)?(?P<rest>.*)",
    re.ASCII,
)
SUMMARY = re.compile(r"(\d{1,5})([A-Z]{3})([\d,]+)", re.ASCII)
ACCOUNT_CURRENCY = re.compile(r"(?<=\d)/?([A-Z]{3})$", re.ASCII)
GERMAN = re.compile(r"(\d{8})/(\d{1,10})", re.ASCII)
ABSENT = frozenset({"", "NONREF", "NOREF", "NOTPROVIDED", "EREF", "KREF", "KREF+"})
# A booking day is told without its year: it is within half a year of the value day.
HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Movement:
    """What field :61: tells."""

    amount: Decimal
    booked_on: date
    value_on: date
    is_reversal: bool
    is_expected: bool
    has_booking_day: bool
    kind: str
    reference: str
    bank_reference: str
    supplement: str


def amount_of(text: str, currency: str) -> Decimal:
    """Digits with a decimal comma; two decimals, three where the currency has them."""
    if not AMOUNT.fullmatch(text):
        raise Unreadable("lines.amount_unreadable", found=text[:40])
    amount = Decimal(text.replace(",", "."))
    if amount >= AMOUNT_LIMIT:
        raise Unreadable("lines.amount_too_large", found=text)
    rounded = amount.quantize(CENT)
    if rounded == amount:
        return rounded
    if currency in THREE_DECIMAL_CURRENCIES and amount.quantize(Decimal("0.001")) == amount:
        return amount
    raise Unreadable("lines.amount_too_fine", found=text, currency=currency)


def day_of(text: str, order: str = "YYMMDD") -> date:
    day = read_day(text, order)
    if day is None:
        raise Unreadable("lines.day_unreadable", found=text)
    return day


def balance_of(found: Field, kind: str, currency: str) -> Balance:
    """A balance; `currency` is taken where the bank left it out."""
    match = BALANCE.fullmatch(found.first)
    if not match:
        raise Unreadable("mt940.field_unreadable", tag=found.tag, found=found.first[:40])
    mark, day, stated, amount = match.groups()
    currency = stated or currency
    return Balance(kind, (1 if mark == "C" else -1) * amount_of(amount, currency), currency, day_of(day))


def account_of(text: str) -> tuple[AccountNumber, str]:
    """The account and the currency some banks write behind it: an IBAN, bank/account, account alone."""
    text = "".join(text.split()).strip("/")
    match = ACCOUNT_CURRENCY.search(text)
    currency = match[1] if match else ""
    number = text[: match.start()] if match else text
    if german := GERMAN.fullmatch(number):
        return AccountNumber(german[1] + german[2].zfill(10)), currency
    number = number.rpartition("/")[2]
    if not any(sign.isdigit() for sign in number):
        raise Unreadable("lines.account_missing")
    return AccountNumber(number[:60], "IBAN" if iban.is_valid(number) else ""), currency


def movement_of(found: Field, currency: str) -> Movement:
    """Field :61:, on one line or, where the bank broke it, on two."""
    match, supplement = MOVEMENT.fullmatch(found.first), found.lines[1:]
    if not match and len(found.lines) > 1:
        match, supplement = MOVEMENT.fullmatch(found.first + found.lines[1].strip()), found.lines[2:]
    if not match:
        raise Unreadable("mt940.field_unreadable", tag=found.tag, found=found.first[:40])
    mark = match["mark"]
    value_on = day_of(match["value"])
    entry = (match["entry"] or "").strip()
    reference, _, bank_reference = match["rest"].partition("//")
    return Movement(
        amount=(1 if mark in ("C", "RD", "EC") else -1) * amount_of(match["amount"], currency),
        booked_on=booking_day(entry, value_on) if entry else value_on,
        value_on=value_on,
        is_reversal=mark.startswith("R"),
        is_expected=mark.startswith("E"),
        has_booking_day=bool(entry),
        kind=(match["kind"] or "").strip(),
        reference=told(reference),
        bank_reference=told(bank_reference),
        supplement=" ".join(" ".join(supplement).split()),
    )


def booking_day(entry: str, value_on: date) -> date:
    """The booking day nearest to the value day."""
    day = day_of(f"{value_on.year}{entry}", "YYYYMMDD")
    if day - value_on > HALF_A_YEAR:
        return day_of(f"{value_on.year - 1}{entry}", "YYYYMMDD")
    if value_on - day > HALF_A_YEAR:
        return day_of(f"{value_on.year + 1}{entry}", "YYYYMMDD")
    return day


def summary_of(found: Field, currency: str) -> tuple[int, Decimal]:
    """Number and sum of the debits or credits of a report."""
    match = SUMMARY.fullmatch(found.first)
    if not match:
        raise Unreadable("mt940.field_unreadable", tag=found.tag, found=found.first[:40])
    return int(match[1]), amount_of(match[3], currency)


def told(text: str) -> str:
    """A reference, or nothing where the bank says that there is none."""
    text = text.strip()
    return "" if text.upper() in ABSENT else text
