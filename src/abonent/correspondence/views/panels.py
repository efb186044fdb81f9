"""Notes and timeline on the customer page, each a fragment at its own address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.correspondence.forms import EntryForm
from abonent.correspondence.queries import glance_at_hand
from abonent.correspondence.timelines import LATEST, Place, timeline_chips, timeline_page
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.ui.lists.reader import present_reader


@permit("correspondence.see")
def notes(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The pinned and the latest notes, side by side."""
    return render(request, "correspondence/notes.html", notes_context(request, customer_at_hand(request, customer_id)))


@permit("correspondence.see")
def timeline_panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Where one writes, and the timeline, which is fetched after the page so that it does not wait for it."""
    customer = customer_at_hand(request, customer_id)
    context = {"asked": request.GET.urlencode(), **composer_context(request, customer, EntryForm(customer=customer))}
    return render(request, "correspondence/timeline_panel.html", context)


@permit("correspondence.see")
def timeline(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The timeline under its filters, older entries alone, or, without script, a page of it."""
    customer = customer_at_hand(request, customer_id)
    template = "correspondence/timeline_page.html"
    if request.headers.get("HX-Request"):
        template = "correspondence/entries.html" if request.headers.get("HX-Target") == "timeline-older" else "correspondence/timeline.html"
    response = render(request, template, timeline_context(request, customer))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def notes_context(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """What the notes are drawn with."""
    return {"customer": customer, "notes": glance_at_hand(request, customer).notes, "may_write": request.user.may("correspondence.write")}


def composer_context(request: StaffRequest, customer: Customer, form: EntryForm) -> dict[str, Any]:
    """What the form is drawn with in which one writes."""
    return {"customer": customer, "form": form, "may_write": request.user.may("correspondence.write")}


def timeline_context(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """The filters and a page of entries, as the address asks."""
    chip, before = request.GET.get("show", ""), Place.read(request.GET.get("before", ""))
    chips = timeline_chips(customer, viewer=request.user) if before is LATEST or not _is_swap(request) else []
    chip = chip if not chips or chip in {each.code for each in chips} else ""
    page = timeline_page(customer, viewer=request.user, reader=present_reader(), chip=chip, before=before)
    return {"customer": customer, "chips": chips, "chip": chip, "all": sum(each.entries for each in chips), "page": page}


def _is_swap(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == "timeline-older"
