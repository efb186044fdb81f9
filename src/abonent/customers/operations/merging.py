"""Two records of one customer: merge them, and part them again at any later time. No row of either changes hands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.finding import refresh_search
from abonent.customers.models import Customer, CustomerMerge
from abonent.customers.operations.taking_over import give_back, take_over
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotMerge(Refusal):
    """Two records that cannot be merged, or a merge that cannot be undone."""

    sentences = {
        "merge.the_same": _("%(one)s and %(other)s are the same customer already."),
        "merge.merged_already": _("%(one)s was merged into another customer. Begin again with that one."),
        "merge.undone": _("%(one)s and %(other)s are two customers again already."),
    }


def merge_customers(
    *, kept: Customer, merged: Customer, actor: StaffUser | None, today: date, taken: Collection[str] = ()
) -> CustomerMerge:
    """Let `merged` stand for `kept` from now on, with all that was merged into it.

    `taken` names the fields (`CHOICES`) in which the kept record shall say what the merged one says.
    """
    with transaction.atomic():
        kept, merged = _locked(kept, merged)
        _demand_two_customers(kept, merged)
        choices = take_over(kept=kept, merged=merged, fields=taken, actor=actor, today=today)
        with change_by(actor, "merge_customers"):
            merge = CustomerMerge.objects.create(kept=kept, merged=merged, choices=choices, merged_by=actor)
            _settle(merge)
            inverse = {"verb": "unmerge_customers", "merge": merge.pk}
            record_act(actor=actor, verb="merge_customers", subject_kind="customer_merge", subject_ids=[merge.pk], inverse=inverse)
    merge.refresh_from_db()
    return merge


def unmerge_customers(*, merge: CustomerMerge, actor: StaffUser | None, today: date) -> CustomerMerge:
    """Let the merged record stand for itself again; what was taken over goes back where nobody has changed it since."""
    with transaction.atomic():
        kept, merged = _locked(merge.kept, merge.merged)
        with change_by(actor, "unmerge_customers"):
            parted = CustomerMerge.objects.standing().filter(pk=merge.pk).update(undone_at=clock.now(), undone_by=actor)
            if not parted:
                raise CannotMerge("merge.undone", one=kept.name, other=merged.name)
            _settle(merge)
        give_back(kept=kept, taken=merge.choices, actor=actor, today=today)
    merge.refresh_from_db()
    return merge


def _locked(kept: Customer, merged: Customer) -> tuple[Customer, Customer]:
    """Both rows, locked in the order of their ids, so that two people who merge the same two wait for each other."""
    found = Customer.objects.select_for_update(no_key=True).order_by("pk").in_bulk([kept.pk, merged.pk])
    return found[kept.pk], found[merged.pk]


def _demand_two_customers(kept: Customer, merged: Customer) -> None:
    if kept.canonical_id == merged.canonical_id:
        raise CannotMerge("merge.the_same", one=kept.name, other=merged.name)
    for record in (kept, merged):
        if record.canonical_id != record.pk:
            raise CannotMerge("merge.merged_already", one=record.name)


def _settle(merge: CustomerMerge) -> None:
    """Bring what follows from the merges of the two in step: for whom they stand, and what they are found by."""
    statements.run("customers/recompute_canonical", source="customers/named_customers", customer_ids=[merge.merged_id])
    refresh_search([merge.kept_id, merge.merged_id])
