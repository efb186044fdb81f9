"""The values of a customer that are edited where they stand: which fields each has, and how it reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from abonent.customers.choices import staff_name
from abonent.customers.countries import countries
from abonent.customers.models import Address, ContactPoint, Customer, CustomerBankAccount, Relationship
from abonent.customers.operations import LABELS, written_of
from abonent.customers.relation_words import SIDES, how_said
from abonent.customers.rules.accounts import account_for_people
from abonent.customers.templatetags.customers import contact
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.in_place import Place

# Part of the address of a value -> its fields. What a customer of the other kind has is not asked.
PARTS: dict[str, tuple[str, ...]] = {
    "name": ("given_name", "family_name"),
    "types": ("category_ids",),
    "branch": ("branch_id",),
    "responsible": ("responsible_id",),
    "unit": ("unit_id",),
    "language": ("language",),
    "country": ("country",),
    "personal-number": ("national_id",),
    "company-number": ("company_number",),
    "vat-number": ("vat_number",),
    "invoice-by": ("invoice_channel",),
    "e-invoice-address": ("einvoice_address",),
    "payment-terms": ("payment_terms_days",),
    "credit-limit": ("credit_limit",),
}
OF_PERSONS, OF_ORGANISATIONS = {"personal-number"}, {"branch", "company-number", "vat-number"}
# Words that a manager sets up: shown where one is chosen, else only the whole form asks them.
OF_WORDS = {"types", "branch", "unit"}
NAME = gettext_lazy("Name")


def fields_of(customer: Customer, part: str) -> tuple[str, ...]:
    """The columns of a value."""
    return ("organisation_name",) if part == "name" and customer.kind == Customer.Kind.ORGANISATION else PARTS[part]


def label_of(part: str) -> Any:
    """What a value is called."""
    return NAME if part == "name" else LABELS[PARTS[part][0]]


def identity_place(customer: Customer, part: str, *, may_change: bool, on: str = "") -> Place:
    """A value of who the customer is; `on` tells two of them on one page apart."""
    href = reverse("customers:edit_part", args=[customer.number, part]) + f"?seen={customer.version}" + (f"&on={on}" if on else "")
    return Place(f"{on}{part}", label_of(part), _value(customer, part), href if may_change else "", is_title=bool(on) and part == "name")


def identity_places(customer: Customer, *, may_change: bool, withheld: Collection[str] = ()) -> list[Place]:
    """Who the customer is, value by value: those of his kind, and those of the other kind that are filled all the same.

    What is `withheld` is shown and not changed.
    """
    foreign = OF_WORDS | (OF_ORGANISATIONS if customer.kind == Customer.Kind.PERSON else OF_PERSONS)
    places = [identity_place(customer, part, may_change=may_change and PARTS[part][0] not in withheld) for part in PARTS]
    return [place for part, place in zip(PARTS, places, strict=True) if place.value or (may_change and part not in foreign)]


def contact_place(point: ContactPoint, country: str, *, may_change: bool) -> Place:
    """A number or address at which somebody is reached."""
    href = reverse("customers:contact_in_place", args=[point.pk]) if may_change else ""
    return Place(f"contact-{point.pk}", point.get_kind_display(), contact(point, country), href)


def address_place(address: Address, *, may_change: bool, on: str = "") -> Place:
    """An address that counts now; for good, so that another may follow it. `on` tells two of them on one page apart."""
    href = reverse("customers:address_in_place", args=[address.pk]) + (f"?on={on}" if on else "")
    href = href if may_change and not address.temporary else ""
    return Place(f"{on}address-{address.pk}", address.get_kind_display(), str(written_of(address)), href)


def relation_place(relationship: Relationship, customer: Customer, *, may_change: bool) -> Place:
    """What somebody is to a customer; a household is left and joined, not changed."""
    how = how_said(relationship, customer.merged_ids)
    href = reverse("customers:relation_in_place", args=[customer.number, relationship.pk])
    may_change = may_change and how != Relationship.Kind.HOUSEHOLD
    return Place(f"relation-{relationship.pk}", _("What he is to this customer"), SIDES[how], href if may_change else "")


def account_place(account: CustomerBankAccount, *, may_change: bool) -> Place:
    """An account."""
    href = reverse("customers:account_in_place", args=[account.pk]) if may_change else ""
    return Place(f"account-{account.pk}", account.get_scheme_display(), account_for_people(account.number, account.scheme), href)


def _value(customer: Customer, part: str) -> str:
    match part:
        case "name":
            return customer.name
        case "types":
            return ", ".join(name_in(name, get_language() or "en") for name in _category_names(customer))
        case "branch":
            return str(customer.branch) if customer.branch else ""
        case "responsible":
            return staff_name(customer.responsible)
        case "unit":
            return str(customer.unit) if customer.unit else ""
        case "language":
            return str(dict(settings.LANGUAGES).get(customer.language, customer.language))
        case "country":
            return str(dict(countries(customer.country))[customer.country])
        case "invoice-by":
            return str(customer.get_invoice_channel_display())
        case "payment-terms":
            return _terms(customer.payment_terms_days)
        case "credit-limit":
            return _limit(customer.credit_limit)
    return str(getattr(customer, PARTS[part][0]))


def _category_names(customer: Customer) -> list[Mapping[str, str]]:
    """The names of his types; at hand where the customer was fetched for a page."""
    at_hand = getattr(customer, "category_names", None)
    return at_hand if at_hand is not None else list(customer.categorised.order_by("category").values_list("category__name", flat=True))


def _terms(days: int | None) -> str:
    if days is None:
        return _("the company's own")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _limit(amount: int | None) -> str:
    return _("no limit") if amount is None else wording.number(amount, get_language() or "en")
