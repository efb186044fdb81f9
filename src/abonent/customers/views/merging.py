"""Merge two customers, looked at side by side; part them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.entries import CannotRead
from abonent.customers.hanging import declared_hanging
from abonent.customers.likeness import lookalikes_of
from abonent.customers.merge_form import MergeForm, OtherForm
from abonent.customers.models import Customer, CustomerMerge
from abonent.customers.operations import CannotChange, CannotMerge, CannotPlace, merge_customers, unmerge_customers
from abonent.customers.queries import search_customers
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.customers.visibility import visible_customers
from abonent.kit.edits import ChangedMeanwhile
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.ui import toasts

HITS = 8


@dataclass(frozen=True)
class Side:
    """One of the two records, with what hangs on it."""

    customer: Customer
    hanging: list[tuple[Any, str]]


@permit("customers.merge")
def merge(request: StaffRequest, number: int) -> HttpResponse:
    """Whom to merge with; then the two side by side; posted, they are one customer."""
    kept = customer_of(number)
    other = _other(request, kept)
    if other is None:
        return _whom(request, kept)
    run = request.GET.get("run", "")
    back = reverse("customers:duplicates", args=[int(run)]) if run.isdecimal() and len(run) < 19 else page_of(kept)
    form = MergeForm(request.POST or None, kept=kept, merged=other, today=today_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            done = merge_customers(kept=kept, merged=other, taken=form.taken, actor=request.user, today=today_of(request))
        except (CannotMerge, CannotChange, ChangedMeanwhile, CannotRead, CannotPlace) as refusal:
            toasts.warn(request, str(refusal))
        else:
            words = {"name": kept.name, "number": kept.number, "merged": other.number}
            text = _("%(merged)s and %(number)s are one customer: %(name)s.") % words
            say(request, text, subject_kind="customer_merge", subject_id=done.pk)
            return redirect(back)
    sides = [_side(customer, request.user) for customer in (kept, other)]
    together = _hanging(kept.merged_ids + other.merged_ids, request.user)
    swapped = reverse("customers:merge", args=[other.number]) + f"?with={kept.number}" + (f"&run={run}" if run else "")
    context = {"form": form, "kept": sides[0], "other": sides[1], "together": together, "swapped": swapped, "back": back, "run": run or 0}
    return render(request, "customers/merge.html", context)


@permit("customers.merge")
@require_POST
def part(request: StaffRequest, merge_id: int) -> HttpResponse:
    """Make two customers of one again, whenever they were merged."""
    found = get_object_or_404(CustomerMerge.objects.select_related("kept", "merged"), pk=merge_id)
    try:
        _part(found, request.user, today_of(request))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        words = {"one": found.kept.name, "number": found.kept.number, "other": found.merged.name, "merged": found.merged.number}
        toasts.say(request, _("%(one)s, %(number)s, and %(other)s, %(merged)s, are two customers again.") % words)
    return redirect(page_of(found.kept, tab="identity"))


def _part(found: CustomerMerge, viewer: StaffUser, today: date) -> None:
    """By the act, where a person merged them, so that the history does not offer to undo it once more."""
    act = Act.objects.filter(subject_kind="customer_merge", subject_ids__contains=[found.pk], subject_ids=[found.pk]).first()
    if act is not None:
        undo_act(act=act, actor=viewer, today=today)
    else:
        unmerge_customers(merge=found, actor=viewer, today=today)


def _other(request: StaffRequest, kept: Customer) -> Customer | None:
    """The customer whose number was chosen; nobody for his own or for one that does not exist."""
    text = request.POST.get("with") or request.GET.get("with", "")
    number = int(text) if text.isdecimal() and len(text) < 19 else -1
    return visible_customers(request.user).filter(merged__number=number).exclude(pk=kept.pk).first()


def _whom(request: StaffRequest, kept: Customer) -> HttpResponse:
    text = request.GET.get("with", "")
    hits = search_customers(text, request.user, limit=HITS, today=today_of(request)) if text else []
    looking = lookalikes_of(kept, request.user) if not text else []
    context = {
        "looking": looking,
        "kept": kept,
        "form": OtherForm(request.GET or None),
        "text": text,
        "hits": [hit for hit in hits if hit.id != kept.pk],
        "back": page_of(kept),
    }
    return render(request, "customers/merge_with.html", context)


def _side(customer: Customer, viewer: StaffUser) -> Side:
    return Side(customer, _hanging(customer.merged_ids, viewer))


def _hanging(records: list[int], viewer: StaffUser) -> list[tuple[Any, str]]:
    """What the viewer may see of what hangs on records: a label and a figure each."""
    return [(one.label, one.said(records, viewer)) for one in declared_hanging if viewer.may(one.permission)]
