"""The customer page: one window on everything the folders know of a customer.

The strip never scrolls away; panels stand in the middle and at the right; everything else is one click on a tab away.
A panel is drawn by its folder's own view, so the page and the fragment cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from abonent.access.arranging import CUSTOMER_TABS, arranged
from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import take_in_hand
from abonent.customers.models import Customer
from abonent.customers.places import address_place, identity_place
from abonent.customers.queries import strip
from abonent.desk.facts import strip_facts
from abonent.ui import toasts
from abonent.ui.open_records import remember
from abonent.ui.panels import MAIN, SIDE, TAB, Panel, declared_panels


@dataclass(frozen=True)
class DrawnPanel:
    """A panel as it stands on the page."""

    panel: Panel
    url: str
    html: SafeString


@permit("customers.see")
def customer_page(request: StaffRequest, number: int) -> HttpResponse:
    """The page of the customer with a number; that of a merged customer leads to whom it was merged into."""
    customer = take_in_hand(request, number)
    if customer.canonical_id != customer.pk:
        named = {"name": customer.name, "number": customer.number}
        toasts.say(request, _("%(name)s, %(number)s, was merged into this customer.") % named)
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("desk:customer", args=[customer.canonical.number]) + asked)
    remember(request, label=customer.name, url=request.path, icon="building" if customer.kind == "organisation" else "")
    today = today_of(request)
    panels = [panel for panel in declared_panels if request.user.may(panel.permission)]
    tabs = shown_tabs(request.user, asked=request.GET.get("tab", ""))
    chosen = next((panel for panel in tabs if panel.name == request.GET.get("tab")), tabs[0] if tabs else None)
    return render(
        request,
        "desk/customer.html",
        {
            "customer": customer,
            "today": today,
            **_strip_of(request, customer),
            "facts": strip_facts(request, customer, today=today),
            "main": [_drawn(request, panel, customer) for panel in panels if panel.place == MAIN],
            "side": [_drawn(request, panel, customer) for panel in panels if panel.place == SIDE],
            "tabs": tabs,
            "tab": _drawn(request, chosen, customer) if chosen else None,
        },
    )


def _strip_of(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """What stands at the top: name, language and address, each edited where it stands, and how the customer is reached."""
    may_change, on = request.user.may("customers.change"), "strip-"
    said = strip(customer, today=today_of(request))
    return {
        "strip": said,
        "name_place": identity_place(customer, "name", may_change=may_change, on=on),
        "language_place": identity_place(customer, "language", may_change=may_change, on=on),
        "address_place": address_place(said.address, may_change=may_change, on=on) if said.address else None,
    }


def shown_tabs(viewer: StaffUser, *, asked: str = "") -> list[Panel]:
    """The tabs that the viewer may see and is shown, in their places; one that is hidden stands last while a link asks for it."""
    open_to = [panel for panel in declared_panels if panel.place == TAB and viewer.may(panel.permission)]
    shown = arranged(open_to, surface=CUSTOMER_TABS, viewer=viewer, name_of=lambda panel: panel.name)
    return shown + [panel for panel in open_to if panel.name == asked and panel not in shown]


def _drawn(request: StaffRequest, panel: Panel, customer: Customer) -> DrawnPanel:
    """What the panel's own view answers; it is asked in this process, without a second request."""
    url = reverse(panel.url_name, args=[customer.pk])
    match = resolve(url)
    response: Any = match.func(request, *match.args, **match.kwargs)
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    # A view of ours made this HTML by a template that escapes what people typed.
    return DrawnPanel(panel, url, mark_safe(response.content.decode()))
