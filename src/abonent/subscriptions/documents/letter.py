"""What stands around the words of a letter: the sender, the window with the address, the day, how we are reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date

from abonent.customers.models import Address, Customer
from abonent.customers.rules.address_lines import address_lines, return_line
from abonent.organisation.models import LegalEntity
from abonent.ui import wording as figures

# The door where a letter finds somebody: that of deliveries before others.
KINDS = [Address.Kind.DELIVERY, Address.Kind.BILLING, Address.Kind.VISITING]

Homes = dict[int, Address]


def frame(entity: LegalEntity, to: Customer, language: str, today: date, homes: Homes | None = None) -> dict[str, Any]:
    """What stands around the words of a letter; with `homes` the address is not asked for again."""
    seller = {"name": entity.name, "street_line": entity.street_line, "postal_code": entity.postal_code, "town": entity.town}
    home = (homes_of([to], today) if homes is None else homes).get(to.canonical_id)
    return {
        "language": language,
        "seller": entity.name,
        "logo": str(entity.logo_id or ""),
        "return_line": return_line(seller),
        "window": address_lines(_party(to, home), sent_from=entity.country),
        "day": f"{entity.town}, {long_day(today, language)}",
        "reached": [text for text in (entity.phone, entity.email, entity.web) if text],
    }


def homes_of(customers: Sequence[Customer], today: date) -> Homes:
    """Customer -> the address where a letter finds him on a day; one statement."""
    wanted = {customer.canonical_id for customer in customers}
    found = Address.objects.filter(customer__canonical__in=wanted).valid_on(today).select_related("place", "customer")
    in_order = sorted(found, key=lambda one: (KINDS.index(Address.Kind(one.kind)), not one.temporary), reverse=True)
    return {address.customer.canonical_id: address for address in in_order}


def long_day(value: date, language: str) -> str:
    """A day in full, as it stands in a letter: 21 July 2026."""
    return format_date(value, "long", locale=figures.locale(language))


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
