"""What is entered about a customer, checked and brought to one writing before an operation sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from abonent.customers.models import ContactPoint
from abonent.customers.rules.email import normalised_email, normalised_web
from abonent.customers.rules.postal import postal_code, split_street_line
from abonent.customers.rules.telephone import e164
from abonent.kit.refusals import Refusal

Kind = ContactPoint.Kind


class CannotRead(Refusal):
    """An entry that cannot be what it says it is. `field` is the entry's name."""

    sentences = {
        "entry.postal_code": _("%(value)s is not a postal code of %(country)s."),
        "entry.mobile": _("%(value)s is not a telephone number. Begin with the area code, or with + and the country."),
        "entry.phone": _("%(value)s is not a telephone number. Begin with the area code, or with + and the country."),
        "entry.email": _("%(value)s is not an e-mail address."),
        "entry.web": _("%(value)s is not a web address."),
        "entry.national_id": _("%(value)s is not a valid personal number of %(country)s. Check its last digits."),
        "entry.company_number": _("%(value)s is not a valid company number of %(country)s. Check its last digit."),
        "entry.einvoice_address": _("%(value)s is not an e-invoice address. Write scheme and number as 0007:5560360793."),
        "entry.vat_number": _("%(value)s is not a valid VAT number."),
    }

    def __init__(self, field: str, **parameters: str) -> None:
        super().__init__(f"entry.{field}", **parameters)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Door:
    """A place as entered, in its country's writing."""

    country: str
    postal_code: str
    town: str
    street: str = ""
    number: str = ""
    staircase: str = ""
    flat: str = ""

    @classmethod
    def read(cls, *, country: str, code: str, town: str, street_line: str) -> Door:
        """A door from the lines of an envelope; refuses a postal code that the country cannot have."""
        written = postal_code(code, country)
        if code.strip() and not written:
            raise CannotRead("postal_code", value=code, country=country)
        street, number, staircase, flat = split_street_line(street_line, country)
        return cls(
            country=country, postal_code=written, town=" ".join(town.split()), street=street, number=number, staircase=staircase, flat=flat
        )


@dataclass(frozen=True, kw_only=True)
class Reach:
    """A way to reach somebody as entered, with what it is compared by."""

    kind: str
    value: str
    normalised: str

    @classmethod
    def read(cls, kind: str, value: str, *, country: str) -> Reach:
        """A contact point from what was typed; refuses what cannot be read."""
        typed = " ".join(value.split())
        normalised = normalised_contact(kind, typed, country)
        if not normalised:
            raise CannotRead(kind, value=typed)
        return cls(kind=kind, value=typed, normalised=normalised)


def normalised_contact(kind: str, value: str, country: str) -> str:
    """What a contact point is compared by; the empty text if it cannot be read."""
    if kind == Kind.EMAIL:
        return normalised_email(value)
    return normalised_web(value) if kind == Kind.WEB else e164(value, country)
