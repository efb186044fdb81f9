"""How a customer may be contacted for what, changed by one click; the registers of those who refuse."""

from __future__ import annotations

from io import TextIOWrapper
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.consent_forms import ConsentForm, RefusalForm
from abonent.customers.contacting import ways_to_contact
from abonent.customers.models import Channel, Consent, Purpose, RefusalRegister
from abonent.customers.operations import CannotImportRefusals, import_refusals, note_consent
from abonent.customers.views.shared import customer_of, page_of, say
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused

PURPOSES: dict[str, Any] = dict(Purpose.choices)
CHANNELS: dict[str, Any] = dict(Channel.choices)
ICONS = {"mail": "mailbox", "email": "mail", "sms": "message-2", "telephone": "phone"}
# How many of the latest words stand under the table; all of them are in the history.
MOST_WORDS = 20


@permit("customers.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Every way to contact a customer, whether it is open and why; what he said, the latest first."""
    customer = customer_at_hand(request, customer_id)
    ways = ways_to_contact(customer, today=today_of(request))
    purposes = [
        (PURPOSES[purpose], [(CHANNELS[one.way.channel], ICONS[one.way.channel], one) for one in group])
        for purpose, group in groupby(ways, key=lambda one: one.way.purpose)
    ]
    said = Consent.objects.filter(customer__canonical=customer.canonical_id).select_related("noted_by").order_by("-pk")[:MOST_WORDS]
    return render(
        request,
        "customers/panels/consents.html",
        {
            "customer": customer,
            "purposes": purposes,
            "channels": [(label, ICONS[channel]) for channel, label in Channel.choices],
            "said": said,
            "form": ConsentForm(),
            "may_change": request.user.may("customers.change"),
        },
    )


@permit("customers.change")
@require_POST
def note(request: StaffRequest, number: int) -> HttpResponse:
    """Write down what a customer says about one way."""
    customer = customer_of(number)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        toasts.warn(request, _("Nothing is noted: choose how, what for, and what was said."))
        return redirect(page_of(customer, "consents"))
    consent = note_consent(customer=customer, actor=request.user, today=today_of(request), **form.cleaned_data)
    words = {"purpose": PURPOSES[consent.purpose], "channel": CHANNELS[consent.channel], "said": consent.get_said_display()}
    say(
        request,
        _("%(purpose)s, %(channel)s: %(said)s.") % words,
        subject_kind=f"consent_{consent.channel}_{consent.purpose}",
        subject_id=customer.pk,
    )
    return redirect(page_of(customer, "consents"))


@permit("customers.set_up")
def refusals(request: StaffRequest) -> HttpResponse:
    """The registers with their days, and the form of a file; posted, the file brought in."""
    today = today_of(request)
    company = request.user.company
    initial = {"as_of": today, "country": company.country if company else "SE", "holds": RefusalRegister.Holds.TELEPHONE}
    form = RefusalForm(request.POST or None, request.FILES or None, initial=initial, today=today)
    context = {"form": form, "registers": RefusalRegister.objects.select_related("imported_by").order_by("name")}
    if request.method != "POST":
        return render(request, "customers/refusals.html", context)
    if form.is_valid():
        try:
            register = import_refusals(actor=request.user, today=today, **_handed_in(form))
        except CannotImportRefusals as refusal:
            refuse(form, refusal, field="file")
        else:
            words = {"name": register.name, "count": register.contacts}
            toasts.say(request, _("%(name)s is brought in: %(count)s refuse offers.") % words)
            return redirect("customers:refusals")
    return refused(request, "customers/refusals.html", context)


def _handed_in(form: RefusalForm) -> dict[str, Any]:
    said = form.cleaned_data
    lines = TextIOWrapper(said["file"], encoding="utf-8", errors="replace")
    return {**{name: said[name] for name in ("name", "holds", "country", "as_of")}, "lines": lines}
