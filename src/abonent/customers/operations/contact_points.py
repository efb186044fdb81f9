"""How a customer is reached: add, correct, prefer, remove."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.entries import Reach
from abonent.customers.finding import refresh_search
from abonent.customers.models import ContactPerson, ContactPoint, Customer
from abonent.customers.operations.locking import lock_customer
from abonent.kit import statements
from abonent.kit.edits import ChangedMeanwhile, demand_unchanged
from abonent.runs.operations import record_act

CONTACT_LABELS = {"kind": _("Kind"), "value": _("Contact")}


def add_contact_point(
    *, customer: Customer, reach: Reach, actor: StaffUser | None, today: date, contact_person: ContactPerson | None = None
) -> ContactPoint:
    """Another way to reach a customer, preferred from now on; of a contact person it stands beside the others."""
    with change_by(actor, "add_contact_point"):
        if contact_person is None:
            contact_point = prefer(customer=customer, reach=reach)
        else:
            contact_point, _created = ContactPoint.objects.get_or_create(
                customer=customer,
                contact_person=contact_person,
                kind=reach.kind,
                normalised=reach.normalised,
                defaults={"value": reach.value},
            )
        refresh_search([customer.pk])
        _record(actor, "add_contact_point", contact_point, {"verb": "remove_contact_point", "contact_point": contact_point.pk})
    return contact_point


def change_contact_point(
    *, contact_point: ContactPoint, reach: Reach, actor: StaffUser | None, today: date, seen: Mapping[str, Any] | None = None
) -> ContactPoint:
    """Correct a number or address in its place. If the customer has the new one already, that one is preferred instead.

    `seen` is what it said when the change was begun: what somebody else has written since is not overwritten.
    """
    with change_by(actor, "change_contact_point"):
        lock_customer(contact_point.customer_id)
        contact_point = _as_it_is(contact_point)
        now = {"kind": contact_point.kind, "value": contact_point.value}
        demand_unchanged(seen=seen or {}, now=now, wanted={"kind": reach.kind, "value": reach.value}, labels=CONTACT_LABELS)
        twin = _twin(contact_point, reach)
        if twin is not None:
            contact_point.delete()
            contact_point = prefer(customer=contact_point.customer, reach=reach) if twin.contact_person_id is None else twin
        else:
            back = {**now, "normalised": contact_point.normalised}
            ContactPoint.objects.filter(pk=contact_point.pk).update(
                kind=reach.kind, value=reach.value, normalised=reach.normalised, valid=True
            )
            inverse = {"verb": "change_contact_point_back", "contact_point": contact_point.pk, **back, "after": reach.value}
            _record(actor, "change_contact_point", contact_point, inverse)
            contact_point.refresh_from_db()
        refresh_search([contact_point.customer_id])
    return contact_point


def _as_it_is(contact_point: ContactPoint) -> ContactPoint:
    found = ContactPoint.objects.select_related("customer").filter(pk=contact_point.pk).first()
    if found is None:
        raise ChangedMeanwhile("record.gone")
    return found


def _twin(contact_point: ContactPoint, reach: Reach) -> ContactPoint | None:
    same = ContactPoint.objects.filter(
        customer=contact_point.customer_id,
        contact_person=contact_point.contact_person_id,
        kind=reach.kind,
        normalised=reach.normalised,
    )
    return same.exclude(pk=contact_point.pk).first()


def prefer_contact_point(*, contact_point: ContactPoint, actor: StaffUser | None, today: date) -> ContactPoint:
    """Use this one of its kind from now on."""
    with change_by(actor, "prefer_contact_point"):
        own = ContactPoint.objects.filter(customer=contact_point.customer_id, kind=contact_point.kind, contact_person=None)
        former = own.filter(preferred=True).exclude(pk=contact_point.pk).first()
        reach = Reach(kind=contact_point.kind, value=contact_point.value, normalised=contact_point.normalised)
        preferred = prefer(customer=contact_point.customer, reach=reach)
        inverse = {"verb": "prefer_contact_point", "contact_point": former.pk} if former else None
        _record(actor, "prefer_contact_point", preferred, inverse)
    return preferred


def remove_contact_point(*, contact_point: ContactPoint, actor: StaffUser | None, today: date, reason: str = "") -> None:
    """Take a way to reach him away; the latest other one of its kind is preferred."""
    with change_by(actor, "remove_contact_point", reason=reason):
        back: dict[str, Any] = {"customer": contact_point.customer_id, "contact_person": contact_point.contact_person_id}
        back |= {"kind": contact_point.kind, "value": contact_point.value, "normalised": contact_point.normalised}
        _record(actor, "remove_contact_point", contact_point, {"verb": "add_contact_point", **back})
        contact_point.delete()
        left = ContactPoint.objects.filter(customer=contact_point.customer_id, kind=contact_point.kind, contact_person=None)
        heir = left.order_by("-id").first()
        if heir is not None and not left.filter(preferred=True).exists():
            ContactPoint.objects.filter(pk=heir.pk).update(preferred=True)
        refresh_search([contact_point.customer_id])


def prefer(*, customer: Customer, reach: Reach) -> ContactPoint:
    """Write the contact point as the preferred one of its kind; for callers that are already in a transaction."""
    entered = {"customer": customer.pk, "kind": reach.kind, "value": reach.value, "normalised": reach.normalised}
    for statement in ("step_back_contact_points", "prefer_contact_points"):
        statements.run(f"customers/{statement}", source="customers/entered_contact_point", **entered)
    return ContactPoint.objects.get(customer=customer, kind=reach.kind, normalised=reach.normalised, contact_person=None)


def _record(actor: StaffUser | None, verb: str, contact_point: ContactPoint, inverse: Mapping[str, Any] | None) -> None:
    record_act(actor=actor, verb=verb, subject_kind="contact_point", subject_ids=[contact_point.pk], inverse=inverse)
