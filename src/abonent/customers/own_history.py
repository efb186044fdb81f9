"""What own fields said, in the history of a customer: in words, and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language

from abonent.access.models import StaffUser
from abonent.customers.models import Customer, OwnField, OwnValue
from abonent.customers.models.own_fields import Value
from abonent.customers.operations.own_values import change_own_values
from abonent.customers.own_values import own_value_in_words, own_values_of, read_value, value_of

Said = Mapping[str, Any]


class OwnWords:
    """The own fields of some versions, and what customers say in them now; fetched once."""

    def __init__(self, rows: Sequence[Any], today: date) -> None:
        self.today, self.language = today, get_language() or "en"
        said = [row.after or row.before for row in rows]
        self.fields = OwnField.objects.prefetch_related("options").in_bulk({one["field_id"] for one in said}) if said else {}
        values = (
            OwnValue.objects.filter(customer__in={one["customer_id"] for one in said}, field__in=self.fields).select_related("field")
            if said
            else []
        )
        self.present = {(row.customer_id, row.field_id): value_of(row) for row in values}

    def field_of(self, row: Any) -> OwnField:
        """The field of a version."""
        return self.fields[(row.after or row.before)["field_id"]]

    def said(self, version: Said | None) -> str:
        """What a version says, in words."""
        if not version:
            return ""
        field = self.fields[version["field_id"]]
        return own_value_in_words(field, read_value(field.kind, version["value"]), today=self.today, language=self.language)

    def now(self, row: Any) -> str:
        """What the customer says now, as a form sends it along."""
        return _as_text(self._now(row))

    def differs(self, row: Any) -> bool:
        """Whether the customer says something else now than before this version."""
        return bool(self._now(row) != read_value(self.field_of(row).kind, row.before["value"]))

    def _now(self, row: Any) -> Value:
        either = row.after or row.before
        return self.present.get((either["customer_id"], either["field_id"]))


def put_own_value_back(before: Said, seen: str, *, actor: StaffUser, today: date) -> None:
    """Let a field say again what it said; what somebody else has written since it was looked at is not overwritten."""
    customer, field = Customer.objects.get(pk=before["customer_id"]), OwnField.objects.get(pk=before["field_id"])
    now = own_values_of(customer).get(field.pk)
    wanted = read_value(field.kind, before["value"])
    change_own_values(
        customer=customer, seen={field.pk: now if _as_text(now) == seen else seen}, wanted={field.pk: wanted}, actor=actor, today=today
    )


def _as_text(value: Value) -> str:
    return "" if value is None else str(value)
