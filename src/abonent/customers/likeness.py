"""Who looks like whom, and why: for somebody who types a new customer, and for the page of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.entries import Door
from abonent.customers.models import Customer, Place
from abonent.customers.models.addresses import DOOR_PARTS, DoorOf
from abonent.customers.rules.telephone import for_people
from abonent.customers.visibility import visible_customers
from abonent.kit import statements
from abonent.kit.alphabets import fold

# While a form is being filled one sign alone is worth a word.
SHOWN_FROM = 30
MOST_SHOWN = 5
CROWD = 40
# The key of a plan that is made in a savepoint and never kept.
NO_RUN = -1

REASONS: dict[str, Any] = {
    "same_national_id": _("same personal number"),
    "other_national_id": _("other personal number"),
    "same_company_number": _("same company number, %(value)s"),
    "other_company_number": _("other company number"),
    "same_vat_number": _("same VAT number, %(value)s"),
    "same_email": _("same e-mail, %(value)s"),
    "same_telephone": _("same telephone, %(value)s"),
    "same_place": _("same address"),
    "same_postal_code": _("same postal code"),
    "same_name": _("same name"),
    "similar_name": _("nearly the same name"),
    "swapped_names": _("given and family name the other way round"),
    "similar_names": _("similar names"),
    "initial": _("same family name and initial"),
    "without_given_name": _("same family name, a given name missing"),
    "other_family_name": _("same given name, other family name"),
    "other_given_name": _("other given name"),
    "other_name": _("other name"),
    "same_organisation": _("same name"),
    "similar_organisation": _("similar name"),
    "other_organisation": _("other name"),
}


@dataclass(frozen=True)
class Reason:
    """A reason in words, and how many points it gave or took."""

    words: str
    points: int


@dataclass(frozen=True)
class Lookalike:
    """A customer who may be the one that is meant: how likely, of 100, and why."""

    customer: Customer
    score: int
    reasons: list[Reason]


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What a record is compared by, in the writing of the register, names folded."""

    kind: str
    given_name: str = ""
    family_name: str = ""
    organisation_name: str = ""
    national_id: str = ""
    company_number: str = ""
    vat_number: str = ""
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    postal_codes: tuple[str, ...] = ()


def lookalikes_of(customer: Customer, viewer: StaffUser | None = None) -> list[Lookalike]:
    """Other customers who may be this one, of those whom the viewer sees."""
    row = statements.row("customers/traits_of", customer=customer.pk)
    if row is None:
        return []
    said = {name: value for name, value in row._asdict().items() if name != "country"}
    return lookalikes(Traits(**said), viewer=viewer, customer=customer.pk)


def lookalikes(traits: Traits, *, viewer: StaffUser | None = None, customer: int | None = None) -> list[Lookalike]:
    """Customers who may be somebody with these traits, the likeliest first; judged by the very statement of the run, in a savepoint."""
    written = {name: list(value) if isinstance(value, tuple | list) else value for name, value in asdict(traits).items()}
    names = {f"{traits.given_name} {traits.family_name}", f"{traits.family_name} {traits.given_name}", traits.organisation_name}
    in_postal_code = f"% {traits.postal_codes[0]} %" if traits.postal_codes else ""
    asked = {**written, "written_names": [name for name in names if len(name.strip()) > 1], "in_postal_code": in_postal_code}
    with transaction.atomic():
        savepoint = transaction.savepoint()
        found = statements.rows(
            "customers/plan_duplicates", source="customers/pairs_with_traits",
            run=NO_RUN, at_least=SHOWN_FROM, crowd=CROWD, customer=customer, **asked,
        )  # fmt: skip
        transaction.savepoint_rollback(savepoint)
    found.sort(key=lambda row: -row.score)
    people = (visible_customers(viewer) if viewer else Customer.objects).in_bulk([row.kept_id for row in found])
    seen = [row for row in found if row.kept_id in people]
    return [
        Lookalike(people[row.kept_id], row.score, reasons_in_words(json.loads(row.reasons), people[row.kept_id]))
        for row in seen[:MOST_SHOWN]
    ]


def reasons_in_words(reasons: Iterable[Mapping[str, Any]], customer: Customer) -> list[Reason]:
    """Stored reasons in the reader's language, telephones as the customer's country writes them."""
    return [Reason(str(REASONS[reason["code"]]) % {"value": _value(reason, customer)}, reason["points"]) for reason in reasons]


def places_of(door: Door) -> tuple[int, ...]:
    """The place behind a door, if anybody has been there."""
    same = Place.objects.filter(door=DoorOf(*(Value(getattr(door, part)) for part in DOOR_PARTS)))
    return tuple(same.values_list("pk", flat=True))


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(fold(name).replace("-", " ").split())


def _value(reason: Mapping[str, Any], customer: Customer) -> str:
    value = str(reason["value"])
    return for_people(value, customer.country) if reason["code"] == "same_telephone" else value
