"""The history of every field of a customer: who, when, why, before, after; in the reader's words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.models import StaffUser
from abonent.customers.choices import staff_name
from abonent.customers.entries import Reach
from abonent.customers.history_of_belongings import ACCOUNT, ADDRESS, RELATION, Belongings, put_belonging_back
from abonent.customers.models import Address, Branch, ContactPerson, ContactPoint, Customer, CustomerBankAccount, Relationship
from abonent.customers.operations import LABELS, CannotChange, add_contact_point, change_contact_point, change_customer
from abonent.customers.own_history import OwnWords, put_own_value_back
from abonent.customers.visibility import of_my_customers, withheld_from
from abonent.kit import statements
from abonent.kit.edits import ChangedMeanwhile, Clash
from abonent.organisation.models import Unit
from abonent.ui.templatetags.abonent import period

CUSTOMER, CONTACT, OWN_FIELD = "customer", "contact", "own_field"
NOUNS = [
    (CUSTOMER, _("About")),
    (CONTACT, _("Contacts")),
    (ADDRESS, _("Addresses")),
    (RELATION, _("Belongs together")),
    (ACCOUNT, _("Bank accounts")),
    (OWN_FIELD, _("Own fields")),
]
BELONGINGS = (ADDRESS, ACCOUNT, RELATION)
MODELS: dict[str, Any] = {
    CUSTOMER: Customer,
    CONTACT: ContactPoint,
    ADDRESS: Address,
    ACCOUNT: CustomerBankAccount,
    RELATION: Relationship,
}
OTHER_LABELS: dict[str, dict[str, Any]] = {
    CUSTOMER: {"canonical_id": _("Stands for the customer")},
    CONTACT: {"kind": _("Kind"), "value": _("Contact"), "preferred": _("Used first"), "valid": _("Works")},
    ADDRESS: {
        "kind": _("Used for"),
        "door": _("Address"),
        "care_of": _("c/o"),
        "during": pgettext_lazy("days", "When"),
        "temporary": _("For a while"),
    },
    ACCOUNT: {"scheme": _("Kind of account"), "number": _("Account number")},
    RELATION: {"kind": _("What he is to this customer")},
}
# What nobody says of a customer: keys, and what follows from other columns.
SILENT = {"id", "public_id", "number", "created_at", "normalised", "customer_id", "contact_person_id", "place_id", "other_id"}
# Columns that name a row of another table, and how that is called.
NAMED_ROWS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "canonical_id": (Customer, lambda customer: str(customer.number)),
    "branch_id": (Branch, str),
    "responsible_id": (StaffUser, staff_name),
    "unit_id": (Unit, str),
}
DONE = {
    "created": _("New"),
    "changed": _("Changed"),
    "removed": _("Removed"),
    "meanwhile": _("Changed by an import or a run"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field of a version: its name and label, what it said before and what it said then, in words."""

    field: str
    label: str
    before: str
    after: str
    can_be_put_back: bool
    now: str = ""


@dataclass(frozen=True)
class Version:
    """One change of a customer, a contact or an address."""

    noun: str
    version: int
    subject_id: int
    at: datetime
    who: str
    actor_id: int | None
    what: str
    subject: str
    reason: str
    fields: list[FieldChange]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def acted_on(self) -> tuple[str, int]:
        """What the act that puts a value of it back is about."""
        if self.noun == OWN_FIELD:
            return "customer", (self.before or self.after or {})["customer_id"]
        return "customer" if self.noun == CUSTOMER else "contact_point", self.subject_id


def history_of(
    customer: Customer,
    *,
    today: date,
    viewer: StaffUser | None = None,
    noun: str = "",
    by: int | None = None,
    until: datetime | None = None,
    limit: int = 100,
) -> list[Version]:
    """The changes of a customer and of all who were merged into it, latest first; a customer whom the viewer does not see is not named."""
    return _versions(_asked(customer, noun=noun, by=by, until=until, version=None, limit=limit), customer, today, viewer)


def version_of(customer: Customer, *, noun: str, version: int, today: date) -> Version | None:
    """One change of a customer; None if it is not one of his."""
    found = _versions(_asked(customer, noun=noun, by=None, until=None, version=version, limit=1), customer, today, None)
    return found[0] if found else None


def changed_by_others_since(version: int, *, customer: Customer, viewer: StaffUser) -> bool:
    """Whether somebody else has changed who the customer is since that version of him."""
    kept = apps.get_model("customers", "CustomerHistory").objects.filter(pgh_obj=customer, version__gt=version, pgh_label="changed")
    return bool(kept.exclude(pgh_context__metadata__actor=viewer.pk).exists())


def put_back(*, customer: Customer, version: Version, field: str, seen: str, actor: StaffUser, today: date) -> tuple[str, int]:
    """Let a field say again what it said before a change, by an ordinary edit; `seen` is what it said when this was asked for.

    What somebody else has written since is not overwritten: the edit is refused with both. Returns what the act is about.
    """
    before = version.before or {}
    if version.noun == CUSTOMER and field in LABELS:
        if field in withheld_from(actor):
            raise CannotChange("customer.withheld", field=LABELS[field])
        subject = Customer.objects.get(pk=version.subject_id)
        now = getattr(subject, field)
        change_customer(
            customer=subject, seen={field: now if as_text(now) == seen else seen}, wanted={field: before[field]}, actor=actor, today=today
        )
    elif version.noun == CONTACT and field == "value":
        _put_contact_back(customer, version.subject_id, before, seen, actor=actor, today=today)
    elif version.noun == OWN_FIELD:
        put_own_value_back(before, seen, actor=actor, today=today)
    elif version.noun in BELONGINGS:
        return put_belonging_back(version.noun, version.subject_id, before, version.after, seen, actor=actor, today=today)
    return version.acted_on


def as_text(value: Any) -> str:
    """A value as a form sends it along."""
    return "" if value is None else str(value)


def _put_contact_back(customer: Customer, subject_id: int, before: Mapping[str, Any], seen: str, *, actor: StaffUser, today: date) -> None:
    point = ContactPoint.objects.filter(pk=subject_id, customer__in=customer.merged_ids).first()
    now = point.value if point else ""
    if now != seen:
        conflicts = {"value": Clash(seen, before["value"], now)}
        raise ChangedMeanwhile("record.changed_meanwhile", fields=str(OTHER_LABELS[CONTACT]["value"]), conflicts=conflicts)
    reach = Reach(kind=before["kind"], value=before["value"], normalised=before["normalised"])
    if point is not None:
        change_contact_point(contact_point=point, reach=reach, actor=actor, today=today)
    else:
        person = ContactPerson.objects.filter(pk=before["contact_person_id"]).first()
        add_contact_point(customer=customer, reach=reach, contact_person=person, actor=actor, today=today)


def _asked(customer: Customer, **asked: Any) -> list[Any]:
    found = statements.rows("customers/history", customers=customer.merged_ids, **asked)
    return [row._replace(before=_read(row.before), after=_read(row.after)) for row in found]


def _read(written: str | None) -> dict[str, Any] | None:
    return json.loads(written) if written else None


def _versions(rows: list[Any], customer: Customer, today: date, viewer: StaffUser | None) -> list[Version]:
    present = {
        noun: MODELS[noun].objects.in_bulk({row.subject_id for row in rows if row.noun == noun}) for noun in (CUSTOMER, CONTACT)
    }  # fmt: skip
    words = _Words(rows, customer, today, viewer)
    return [_version(row, present.get(row.noun, {}).get(row.subject_id), words) for row in rows]


def _version(row: Any, present: Any, words: _Words) -> Version:
    if row.noun == OWN_FIELD:
        return _own_version(row, words)
    return Version(
        noun=row.noun,
        version=row.version,
        subject_id=row.subject_id,
        at=row.at,
        who=row.who,
        actor_id=row.actor_id,
        what=str(DONE[row.label]),
        subject=_subject(row, words),
        reason=row.reason,
        fields=_fields(row, present, words),
        before=row.before,
        after=row.after,
    )


def _subject(row: Any, words: _Words) -> str:
    if row.noun == CUSTOMER:
        return str(dict(NOUNS)[CUSTOMER])
    if row.noun == CONTACT:
        return f"{_('Contact')}: {(row.after or row.before)['value']}"
    return words.belongings.subject(row)


def _own_version(row: Any, words: _Words) -> Version:
    field, now = words.own.field_of(row), words.own.now(row)
    before, after = (words.own.said(version) for version in (row.before, row.after))
    change = FieldChange(
        field="value", label=str(field), before=before, after=after, can_be_put_back=bool(row.before) and words.own.differs(row), now=now
    )
    return Version(
        noun=row.noun,
        version=row.version,
        subject_id=row.subject_id,
        at=row.at,
        who=row.who,
        actor_id=row.actor_id,
        what=str(DONE[row.label]),
        subject=str(dict(NOUNS)[OWN_FIELD]),
        reason=row.reason,
        fields=[change],
        before=row.before,
        after=row.after,
    )


def _fields(row: Any, present: Any, words: _Words) -> list[FieldChange]:
    before, after = row.before or {}, row.after or {}
    labels = _labels(row.noun)
    return [
        FieldChange(
            field=name,
            label=str(labels[name]),
            before=words.said(row.noun, name, before),
            after=words.said(row.noun, name, after),
            can_be_put_back=words.belongings.can_be_put_back(row, name) if row.noun in BELONGINGS else _can_be_put_back(row, name, present),
            now=words.belongings.now(row) if row.noun in BELONGINGS else as_text(getattr(present, name, None)),
        )
        for name in labels
        if (name not in SILENT or name in OTHER_LABELS[row.noun]) and _differs(before, after, name)
    ]


def _differs(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    """Whether a field is news; where there was nothing before or is nothing after, what is empty is none."""
    if before and after:
        return before.get(name) != after.get(name)
    value = (before or after).get(name)
    return value not in (None, "", False)


def _can_be_put_back(row: Any, name: str, present: Any) -> bool:
    """Whether there is something to go back to that does not hold anyway."""
    if row.before is None or as_text(getattr(present, name, None)) == as_text(row.before.get(name)):
        return False
    return (row.noun == CUSTOMER and name in LABELS and name != "kind") or (row.noun == CONTACT and name == "value")


@cache
def _labels(noun: str) -> dict[str, Any]:
    """Labels of the fields of a noun in the order in which they are read; a column without words stands last under its name."""
    known = {**LABELS, **OTHER_LABELS[noun]} if noun == CUSTOMER else OTHER_LABELS[noun]
    columns = [field.attname for field in MODELS[noun]._meta.concrete_fields]
    return {**known, **{name: name.replace("_", " ").capitalize() for name in columns if name not in known}}


class _Words:
    """Values of columns in the reader's words; the rows that they name are fetched once."""

    def __init__(self, rows: list[Any], customer: Customer, today: date, viewer: StaffUser | None) -> None:
        self.today = today
        self.belongings = Belongings([row for row in rows if row.noun in BELONGINGS], customer.merged_ids, today, viewer)
        self.own = OwnWords([row for row in rows if row.noun == OWN_FIELD], today)
        said = [version for row in rows for version in (row.before, row.after) if version and row.noun == CUSTOMER]
        self.named: dict[str, dict[Any, str]] = {}
        for column, (model, called) in NAMED_ROWS.items():
            rows_named = model.objects.filter(pk__in={version[column] for version in said if version.get(column)})
            seen = of_my_customers(rows_named, viewer, "pk") if viewer and model is Customer else rows_named
            self.named[column] = {row.pk: called(row) for row in seen}

    def said(self, noun: str, name: str, version: Mapping[str, Any]) -> str:
        """What a column of a version says."""
        value = version.get(name)
        if own_words := self.belongings.said(noun, name, version):
            return own_words
        if value in (None, ""):
            return ""
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if name == "during":
            return _period(value, self.today)
        if name in self.named:
            return self.named[name].get(value, str(_("another customer") if name == "canonical_id" else value))
        field = next((field for field in MODELS[noun]._meta.concrete_fields if field.attname == name), None)
        choices = dict(getattr(field, "flatchoices", None) or [])
        return str(choices.get(value, value))


def _period(text: str, today: date) -> str:
    """A range as the database writes it, in words."""
    first, last = (date.fromisoformat(day) if day else None for day in text.strip("[)").split(","))
    return period(DateRange(first, last), today)
