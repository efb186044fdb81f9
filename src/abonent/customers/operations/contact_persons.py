"""Who speaks for an organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.finding import refresh_search
from abonent.customers.models import ContactPerson, Customer, PositionType


def add_contact_person(
    *,
    customer: Customer,
    family_name: str,
    actor: StaffUser | None,
    today: date,
    given_name: str = "",
    position: str = "",
    position_type: PositionType | None = None,
    language: str = "",
) -> ContactPerson:
    """Somebody who speaks for the customer."""
    with change_by(actor, "add_contact_person"):
        person = ContactPerson.objects.create(
            customer=customer,
            given_name=given_name,
            family_name=family_name,
            position=position,
            position_type=position_type,
            language=language,
        )
        refresh_search([customer.pk])
    return person


def change_contact_person(*, contact_person: ContactPerson, actor: StaffUser | None, today: date, **said: Any) -> ContactPerson:
    """Correct the name, position or language of a contact person."""
    with change_by(actor, "change_contact_person"):
        ContactPerson.objects.filter(pk=contact_person.pk).update(**said)
        refresh_search([contact_person.customer_id])
    contact_person.refresh_from_db()
    return contact_person


def remove_contact_person(*, contact_person: ContactPerson, actor: StaffUser | None, today: date) -> None:
    """Take a contact person away, and with him his telephone and e-mail."""
    with change_by(actor, "remove_contact_person"):
        contact_person.delete()
        refresh_search([contact_person.customer_id])
