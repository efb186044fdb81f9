"""How readers pay: most in time with the reference, some late, without a reference, too little, twice, or never.

What arrives follows from the seed and the claim alone, so nothing needs to be remembered between two days: whoever asks
for a week gets what falls in that week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Literal

from stdnum import iban

from abonent.simulation.bank import Transfer
from abonent.simulation.chance import between, chance, pick, pick_common
from abonent.simulation.places import words

Manner = Literal[
    "in time", "late", "very late", "no reference", "wrong reference", "too little", "too much", "twice", "at the counter", "never"
]
MANNERS: dict[Manner, int] = {
    "in time": 760,
    "late": 100,
    "very late": 30,
    "no reference": 20,
    "wrong reference": 10,
    "too little": 20,
    "too much": 15,
    "twice": 13,
    "at the counter": 7,
    "never": 25,
}
LATEST_PAYMENT_DAYS = 75
# What people write who pay for something else.
STRANGE_TEXTS = {"SE": ("", "tack", "2 st", "annons", "gåva"), "FI": ("", "kiitos", "2 kpl", "ilmoitus", "lahja")}


@dataclass(frozen=True)
class Claim:
    """What a payer has on his table: an invoice over `amount`, of which `open_amount` is still to be paid."""

    receivable_id: int
    customer_id: int
    document_number: str
    reference: str
    amount: Decimal
    open_amount: Decimal
    due_on: date
    payer_key: str
    payer_name: str
    country: str


@dataclass(frozen=True)
class Arrival:
    """A transfer and the bank day on which it arrives."""

    on: date
    transfer: Transfer


def manner_of(seed: int, claim: Claim) -> Manner:
    """How this claim will be paid."""
    return _source(seed, claim).choices(list(MANNERS), list(MANNERS.values()))[0]


def arrivals(seed: int, claim: Claim) -> list[Arrival]:
    """What reaches the bank for a claim; nothing if it is never paid, or paid at the counter."""
    source = _source(seed, claim)
    manner = source.choices(list(MANNERS), list(MANNERS.values()))[0]
    if manner in ("never", "at the counter"):
        return []
    on = bank_day(claim.due_on + timedelta(days=_days_after_due(source, manner)))
    transfer = Transfer(
        amount=_paid_amount(source, manner, claim.open_amount),
        payer_name=claim.payer_name,
        payer_account=account_of(claim.payer_key, claim.country),
        reference=_typed_reference(source, manner, claim.reference),
        text=_typed_text(source, manner, claim),
        bank_id=f"{claim.country}{on:%y%j}{claim.receivable_id:09d}",
    )
    return [Arrival(on, transfer)] * (2 if manner == "twice" else 1)


def strangers(seed: int, on: date, country: str, expected: float) -> Iterator[Transfer]:
    """Payments on a day that belong to nobody's invoice; `expected` is their average number a day."""
    source = chance(seed, f"stranger {country}", on)
    while source.random() < expected / (1 + expected):
        name = f"{pick_common(source, words(country, 'woman'))} {pick_common(source, words(country, 'family'))}"
        amount = Decimal(pick(source, (50, 120, 199, 245, 300, 450)))
        account = account_of(f"stranger {on} {name}", country)
        yield Transfer(amount, name, account, text=pick(source, STRANGE_TEXTS.get(country, ("",))), bank_id=f"X{on:%y%j}{int(amount)}")


def account_of(key: str, country: str) -> str:
    """The account a payer pays from: right in its check digits, at a bank that does not exist."""
    source = chance(0, "account", key)
    length = {"SE": 20, "FI": 14, "PL": 24, "HU": 24}.get(country, 20)
    number = "999" + "".join(str(between(source, 0, 9)) for _ in range(length - 3))
    return f"{country}{iban.calc_check_digits(f'{country}00{number}')}{number}"


def bank_day(on: date) -> date:
    """The day itself, or the Monday after it when it is a weekend."""
    return on + timedelta(days=(7 - on.weekday()) % 7 if on.weekday() >= 5 else 0)


def _source(seed: int, claim: Claim) -> Random:
    return chance(seed, "payment", f"{claim.payer_key} {claim.due_on} {claim.amount}")


def _days_after_due(source: Random, manner: Manner) -> int:
    if manner == "late":
        return between(source, 2, 20)
    if manner == "very late":
        return between(source, 21, LATEST_PAYMENT_DAYS - 5)
    return -min(between(source, 0, 14), between(source, 0, 20))


def _paid_amount(source: Random, manner: Manner, amount: Decimal) -> Decimal:
    if manner == "too little":
        rounded = amount.quantize(Decimal("1E1"), rounding=ROUND_DOWN)
        return (rounded if 0 < rounded < amount else amount - between(source, 1, 5)).quantize(Decimal("0.01"))
    if manner == "too much":
        return amount + between(source, 1, 100)
    return amount


def _typed_reference(source: Random, manner: Manner, reference: str) -> str:
    if manner == "no reference":
        return ""
    if manner == "wrong reference":
        place = between(source, 0, len(reference) - 1)
        return f"{reference[:place]}{(int(reference[place], 36) + 1) % 10}{reference[place + 1 :]}"
    return reference


def _typed_text(source: Random, manner: Manner, claim: Claim) -> str:
    if manner != "no reference":
        return ""
    word = {"SE": "Faktura", "FI": "Lasku"}.get(claim.country, "Invoice")
    return pick(source, (f"{word} {claim.document_number}", claim.document_number, claim.payer_name, ""))
