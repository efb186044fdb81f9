"""What is decided about two records that may be one customer: they are two, or all that are sure enough are merged."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Customer, ToldApart
from abonent.kit import statements
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import record_act


class CannotTellApart(Refusal):
    """Two records of which it cannot be said that they are two customers."""

    sentences = {"apart.merged": _("%(one)s and %(other)s are merged. Part them first.")}


def tell_apart(*, one: Customer, other: Customer, actor: StaffUser | None, today: date) -> ToldApart:
    """Remember that two records are two customers; they are never proposed again."""
    with change_by(actor, "tell_apart"):
        first, second = Customer.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk")
        if first.canonical_id == second.canonical_id:
            raise CannotTellApart("apart.merged", one=first.name, other=second.name)
        told, _created = ToldApart.objects.get_or_create(one=first, other=second, defaults={"told_by": actor})
        inverse = {"verb": "forget_told_apart", "told_apart": told.pk}
        record_act(actor=actor, verb="tell_apart", subject_kind="told_apart", subject_ids=[told.pk], inverse=inverse)
    return told


def forget_told_apart(*, told_apart: ToldApart, actor: StaffUser | None, today: date) -> None:
    """Take back that two records are two customers; they may be proposed again."""
    with change_by(actor, "forget_told_apart"):
        told_apart.delete()


def merge_planned(*, run: Run, first: int, latest: int) -> int:
    """Merge the pairs of a chunk that have the points a person asked for and still say what they said; returns how many.

    The kept record takes over nothing; it is found by what the merged one says, and the two can be parted like any others.
    """
    chunk = {"run": run.pk, "first": first, "latest": latest, "at_least": run.parameters.get("merge_from", 101)}
    merged = statements.run("customers/merge_planned", actor=run.created_by_id, **chunk)
    for follows in ("customers/recompute_canonical", "customers/refresh_search"):
        statements.run(follows, source="customers/merged_by_run", **chunk)
    return merged
