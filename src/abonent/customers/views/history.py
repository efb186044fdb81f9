"""What was changed of a customer, field by field, and the way back for each value."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.entries import CannotRead
from abonent.customers.history import NOUNS, Version, history_of, put_back, version_of
from abonent.customers.models import Customer
from abonent.customers.operations import CannotChange, CannotPlace
from abonent.customers.operations.relations import CannotRelate
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.kit.edits import ChangedMeanwhile
from abonent.ui.forms import refused

ON_THE_TAB = 15
ON_A_PAGE = 50


@permit("customers.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The latest changes, on the customer page."""
    customer = customer_at_hand(request, customer_id)
    found = history_of(customer, today=today_of(request), viewer=request.user, limit=ON_THE_TAB + 1)
    context = {"customer": customer, "versions": found[:ON_THE_TAB], "there_is_more": len(found) > ON_THE_TAB}
    return render(request, "customers/panels/history.html", {**context, "may_change": request.user.may("customers.change")})


@permit("customers.see")
def history(request: StaffRequest, number: int) -> HttpResponse:
    """All changes of a customer, by part, by person, in pages."""
    customer = customer_of(number)
    return render(request, "customers/history.html", _shown(request, customer))


@permit("customers.change")
@require_POST
def put_back_value(request: StaffRequest, number: int) -> HttpResponse:
    """A field says again what it said before a change; what somebody has written since is shown beside it."""
    customer = customer_of(number)
    version = _meant(request, customer)
    field, seen = request.POST.get("field", ""), request.POST.get("seen", "")
    change = next((change for change in version.fields if change.field == field), None)
    if change is None:
        raise Http404
    try:
        kind, subject_id = put_back(customer=customer, version=version, field=field, seen=seen, actor=request.user, today=today_of(request))
    except (CannotChange, CannotPlace, CannotRead, CannotRelate, ChangedMeanwhile) as refusal:
        conflict = {"refusal": str(refusal), "version": version, "change": change, "is_conflict": bool(getattr(refusal, "conflicts", None))}
        return refused(request, "customers/history.html", {**_shown(request, customer), "conflict": conflict})
    said = {"field": change.label, "value": change.before or _("empty")}
    say(request, _("%(field)s is %(value)s again.") % said, subject_kind=kind, subject_id=subject_id)
    on_the_tab = request.POST.get("back") == "tab"
    return redirect(page_of(customer, "history") if on_the_tab else reverse("customers:history", args=[customer.number]))


def _meant(request: StaffRequest, customer: Customer) -> Version:
    number, noun = request.POST.get("version", ""), request.POST.get("noun", "")
    found = version_of(customer, noun=noun, version=int(number), today=today_of(request)) if number.isdecimal() and noun else None
    if found is None:
        raise Http404
    return found


def _shown(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    noun = request.GET.get("part", "") if request.GET.get("part") in dict(NOUNS) else ""
    by = int(request.GET["by"]) if request.GET.get("by", "").isdecimal() else None
    found = history_of(
        customer,
        today=today_of(request),
        viewer=request.user,
        noun=noun,
        by=by,
        until=_moment(request.GET.get("until", "")),
        limit=ON_A_PAGE + 1,
    )
    return {
        "customer": customer,
        "versions": found[:ON_A_PAGE],
        "older_than": found[ON_A_PAGE - 1].at.isoformat() if len(found) > ON_A_PAGE else "",
        "part": noun,
        "parts": NOUNS,
        "by": by,
        "by_whom": StaffUser.objects.filter(pk=by).first() if by else None,
        "may_change": request.user.may("customers.change"),
    }


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
