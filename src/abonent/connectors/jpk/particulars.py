"""What of a company stands in the head of the files, and what of it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.connectors.jpk.layouts import Layout
from abonent.customers.rules.postal import split_street_line
from abonent.organisation.models import LegalEntity

LABELS: dict[str, Any] = {
    "vat_number": _("VAT number, PL and ten figures"),
    "tax_office": _("Tax office"),
    "email": _("E-mail"),
    "voivodeship": _("Voivodeship"),
    "county": _("County"),
    "municipality": _("Municipality"),
    "house_number": _("House number, after the street"),
}
_BEFORE_A_STREET = ("ul. ", "ulica ")


@dataclass(frozen=True)
class Seat:
    """The address of a company in the parts that JPK_FA asks for."""

    street: str
    house: str
    flat: str


def tax_number(entity: LegalEntity) -> str:
    """The NIP, ten figures; the empty text where there is none."""
    number = entity.vat_number.removeprefix("PL")
    return number if len(number) == 10 and number.isdecimal() else ""


def seat(entity: LegalEntity) -> Seat:
    """The street, the house and the flat of the company's address."""
    line = split_street_line(entity.street_line, "PL")
    street = line.street
    for word in _BEFORE_A_STREET:
        street = street.removeprefix(word)
    return Seat(street, f"{line.number}{line.staircase}", line.flat.removeprefix("m. "))


def missing(entity: LegalEntity, layout: Layout) -> list[Any]:
    """What the file cannot do without and the company's page does not say."""
    said = {name: getattr(entity, name, "") for name in layout.needs}
    known = {**said, "vat_number": tax_number(entity), "house_number": seat(entity).house}
    return [LABELS[name] for name in layout.needs if not known[name]]
