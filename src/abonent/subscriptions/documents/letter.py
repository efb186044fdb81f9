"""Letters by the batch: the words of each, and around them the sender, the window with the address, the day, how we are reached.

What a letter says is its own; the frame and the look of it (`letter.typ`) are those of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date

from abonent.company.logos import drawings_of
from abonent.customers.models import Address, Customer
from abonent.customers.rules.address_lines import address_lines, return_line
from abonent.kit import documents
from abonent.kit.batches import batched
from abonent.organisation.models import LegalEntity
from abonent.ui import wording as figures

# The door where a letter finds somebody: that of deliveries before others.
KINDS = [Address.Kind.DELIVERY, Address.Kind.BILLING, Address.Kind.VISITING]

Homes = dict[int, Address]


@dataclass(frozen=True)
class Letter:
    """From whom to whom, in which language, and what stands in it, by the names that its look knows."""

    entity: LegalEntity
    to: Customer
    language: str
    words: Mapping[str, Any]


def letters_pdf(template: Path, letters: Iterable[Letter], *, today: date, at: datetime) -> bytes:
    """One file with a page for each letter, in their order; however many there are, a batch of them is held at a time."""
    return documents.merge(_set(template, batch, today, at) for batch in batched(letters, documents.BATCH))


def homes_of(customers: Sequence[Customer], today: date) -> Homes:
    """Customer -> the address where a letter finds him on a day; one statement."""
    wanted = {customer.canonical_id for customer in customers}
    found = Address.objects.filter(customer__canonical__in=wanted).valid_on(today).select_related("place", "customer")
    in_order = sorted(found, key=lambda one: (KINDS.index(Address.Kind(one.kind)), not one.temporary), reverse=True)
    return {address.customer.canonical_id: address for address in in_order}


def window_of(letter: Letter, homes: Homes) -> list[str]:
    """The lines in the window: to whom, and where he lives."""
    return address_lines(_party(letter.to, homes.get(letter.to.canonical_id)), sent_from=letter.entity.country)


def long_day(value: date, language: str) -> str:
    """A day in full, as it stands in a letter: 21 July 2026."""
    return format_date(value, "long", locale=figures.locale(language))


def _set(template: Path, batch: Sequence[Letter], today: date, at: datetime) -> bytes:
    homes = homes_of([letter.to for letter in batch], today)
    pictures = drawings_of(letter.entity.logo_id for letter in batch)
    pages = [{**_frame(letter, today, homes), **letter.words} for letter in batch]
    return documents.make(template, pages, at=at, pictures=pictures).content


def _frame(letter: Letter, today: date, homes: Homes) -> dict[str, Any]:
    entity = letter.entity
    seller = {"name": entity.name, "street_line": entity.street_line, "postal_code": entity.postal_code, "town": entity.town}
    return {
        "language": letter.language,
        "seller": entity.name,
        "logo": str(entity.logo_id or ""),
        "return_line": return_line(seller),
        "window": window_of(letter, homes),
        "day": f"{entity.town}, {long_day(today, letter.language)}",
        "reached": [text for text in (entity.phone, entity.email, entity.web) if text],
    }


def _party(customer: Customer, home: Address | None) -> dict[str, str]:
    if home is None:
        return {"name": customer.name}
    place = home.place
    return {
        "name": customer.name,
        "care_of": home.care_of,
        "street": place.street_line,
        "postal_code": place.postal_code,
        "town": place.town,
        "country": place.country,
    }
