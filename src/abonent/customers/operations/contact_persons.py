"""Who speaks for an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.finding import refresh_search
from abonent.customers.models import ContactPerson, ContactPoint, Customer
from abonent.customers.operations.locking import lock_customer
from abonent.kit.edits import ChangedMeanwhile, changed_of, demand_unchanged
from abonent.runs.operations import record_act

PERSON_LABELS = {
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "position_type_id": _("Position"),
    "position": _("Title, in his own words"),
    "language": _("Language"),
}


def add_contact_person(*, customer: Customer, family_name: str, actor: StaffUser | None, today: date, **said: Any) -> ContactPerson:
    """Somebody who speaks for the customer; `said` are further fields of `PERSON_LABELS`."""
    with change_by(actor, "add_contact_person"):
        person = ContactPerson.objects.create(customer=customer, family_name=family_name, **said)
        refresh_search([customer.pk])
        _record(actor, "add_contact_person", person.pk, {"verb": "remove_contact_person", "contact_person": person.pk})
    return person


def change_contact_person(
    *, contact_person: ContactPerson, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser | None, today: date
) -> ContactPerson:
    """Correct the name, position or language of a contact person, where `seen` is what they said when the change was begun."""
    changes = changed_of(seen, wanted)
    with change_by(actor, "change_contact_person"):
        lock_customer(contact_person.customer_id)
        there = ContactPerson.objects.filter(pk=contact_person.pk).first()
        if there is None:
            raise ChangedMeanwhile("record.gone")
        before = {field: getattr(there, field) for field in changes}
        demand_unchanged(seen=seen, now=before, wanted=changes, labels=PERSON_LABELS)
        if changes:
            ContactPerson.objects.filter(pk=there.pk).update(**changes)
            refresh_search([there.customer_id])
            back = {"verb": "change_contact_person_back", "contact_person": there.pk, "before": before, "after": changes}
            _record(actor, "change_contact_person", there.pk, back)
    contact_person.refresh_from_db()
    return contact_person


def remove_contact_person(*, contact_person: ContactPerson, actor: StaffUser | None, today: date) -> None:
    """Take a contact person away, and with him his telephone and e-mail."""
    with change_by(actor, "remove_contact_person"):
        lock_customer(contact_person.customer_id)
        points = list(ContactPoint.objects.filter(contact_person=contact_person).values("kind", "value", "normalised"))
        said = {field: getattr(contact_person, field) for field in PERSON_LABELS}
        back = {"verb": "put_contact_person_back", "customer": contact_person.customer_id, "said": said, "points": points}
        _record(actor, "remove_contact_person", contact_person.pk, back)
        contact_person.delete()
        refresh_search([contact_person.customer_id])


def put_contact_person_back(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> ContactPerson:
    """Undo a removal: he speaks for the customer again and is reached as before."""
    with change_by(actor, "put_contact_person_back"):
        customer = lock_customer(arguments["customer"])
        person = ContactPerson.objects.create(customer=customer, **arguments["said"])
        ContactPoint.objects.bulk_create(
            ContactPoint(customer=customer, contact_person=person, preferred=False, **point) for point in arguments["points"]
        )
        refresh_search([customer.pk])
    return person


def _record(actor: StaffUser | None, verb: str, person_id: int, inverse: Mapping[str, Any]) -> None:
    record_act(actor=actor, verb=verb, subject_kind="contact_person", subject_ids=[person_id], inverse=inverse)
