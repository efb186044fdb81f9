"""Who a row of a list is, and whether he may be called: asked of the register anew each time, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.contacting import REASONS, way_parameters
from abonent.customers.models import Customer
from abonent.customers.rules.contacting import Way
from abonent.customers.visibility import visible_customers
from abonent.external_lists.models import ExternalList, ListRow
from abonent.kit import statements

KNOWN_BY = {
    "registered": _("registered from this list"),
    "telephone": _("same telephone"),
    "email": _("same e-mail"),
    "address": _("same name and address"),
}
WHY = {
    **REASONS,
    "no_more": _("wants no more calls"),
    "agreed": _("has agreed, says the list"),
    "erased": _("erased"),
    "of_others": _("a customer of a colleague"),
}


@dataclass(frozen=True)
class Known:
    """The customer that somebody of a list is, and by what; `visible` says whether the viewer may see who it is."""

    customer_id: int
    number: int
    name: str
    reason: str
    visible: bool

    @property
    def reason_in_words(self) -> Any:
        """By what he is known."""
        return KNOWN_BY[self.reason]

    @property
    def url(self) -> str:
        """The customer's page."""
        return reverse("desk:customer", args=[self.number])


@dataclass(frozen=True)
class Standing:
    """Whose row it is, and whether he may be called, with the reason."""

    known: Known | None
    may_call: bool
    reason: str

    @property
    def reason_in_words(self) -> Any:
        """Why he may or may not be called."""
        return WHY[self.reason]


def standings(external_list: ExternalList, rows: Sequence[ListRow], *, viewer: StaffUser, today: date) -> dict[int, Standing]:
    """Row -> its standing: three statements for as many rows as there are.

    Of a customer whom the viewer does not see nothing is said but that he is one: neither who, nor by what, nor what he agreed to.
    """
    ids = [row.pk for row in rows]
    found = statements.rows("external_lists/known_customers", rows=ids, viewer=viewer.pk, today=today)
    visible = set(visible_customers(viewer).filter(pk__in={row.customer_id for row in found}).values_list("pk", flat=True))
    known = {row.row_id: Known(row.customer_id, row.number, row.name, row.reason, row.customer_id in visible) for row in found}
    refused = {row.row_id: row for row in statements.rows("external_lists/unreachable_rows", rows=ids, viewer=viewer.pk)}
    way = Way(channel="telephone", purpose=external_list.contact_purpose)
    of_customers = _of_customers(way, {one.customer_id for one in known.values()}, today)
    return {row.pk: _standing(external_list, way, row, known.get(row.pk), refused.get(row.pk), of_customers) for row in rows}


def _standing(
    external_list: ExternalList, way: Way, row: ListRow, known: Known | None, refused: Any, of_customers: dict[int, str]
) -> Standing:
    reason = _reason(external_list, way, row, refused)
    if known and not known.visible:
        return Standing(known, may_call=False, reason="of_others")
    if known and reason not in ("no_more", "erased", "no_contact"):
        of_customer = of_customers[known.customer_id]
        # What the customer himself has said goes before all; that the register has no number of his is no reason, the list has one.
        reason = of_customer if of_customer != "no_contact" else reason
    return Standing(known, reason in ("given", "not_refused", "agreed"), reason)


def _reason(external_list: ExternalList, way: Way, row: ListRow, refused: Any) -> str:
    """Why somebody whom the register does not know may or may not be called: the same rule, for people of a list."""
    if row.emptied_at is not None:
        return "erased"
    if not row.telephones:
        return "no_contact"
    if refused is not None and refused.wants_no_more:
        return "no_more"
    if external_list.agreed:
        return "agreed"
    if way.needs_consent or (row.kind == Customer.Kind.PERSON and row.country_assumed in way.persons_agree_in):
        return "not_asked"
    return "on_register" if way.obeys_registers and refused is not None and refused.on_register else "not_refused"


def _of_customers(way: Way, customer_ids: set[int], today: date) -> dict[int, str]:
    asked = {"customer_ids": list(customer_ids), "today": today, **way_parameters([way])}
    found = statements.rows("customers/contactable", source="customers/contacted_customers", **asked) if customer_ids else []
    return {row.customer_id: row.reason for row in found}
