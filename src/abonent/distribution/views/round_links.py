"""The secret address of a carrier's rounds: made, told once, ended."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.distribution.models import Carrier
from abonent.distribution.operations.rounds import CannotOpenRound, close_round, open_round
from abonent.distribution.queries import visible_carriers
from abonent.ui import toasts

PAGE = "distribution/round_link.html"


@permit("distribution.change")
def round_link(request: StaffRequest, carrier_id: int) -> HttpResponse:
    """Whether there is an address, and until when; posting makes a new one and shows it this once."""
    carrier = _carrier(request, carrier_id)
    address = ""
    if request.method == "POST":
        try:
            token = open_round(carrier=carrier, actor=request.user, today=today_of(request))
        except CannotOpenRound as refusal:
            toasts.warn(request, str(refusal))
            return redirect("distribution:round_link", carrier.pk)
        address = request.build_absolute_uri(reverse("distribution:round", args=[token]))
    context = {
        "carrier": carrier,
        "link": carrier.round_links.filter(revoked_at=None, expires_on__gt=today_of(request)).first(),
        "address": address,
        "code": segno.make(address, error="m", micro=False).svg_data_uri(border=4, omitsize=True) if address else "",
    }
    answer = render(request, PAGE, context)
    answer["Cache-Control"] = "no-store"
    return answer


@permit("distribution.change")
@require_POST
def end(request: StaffRequest, carrier_id: int) -> HttpResponse:
    """The address opens nothing any more."""
    carrier = _carrier(request, carrier_id)
    try:
        close_round(carrier=carrier, actor=request.user)
    except CannotOpenRound as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The address opens nothing any more."))
    return redirect("distribution:round_link", carrier.pk)


def _carrier(request: StaffRequest, carrier_id: int) -> Carrier:
    return get_object_or_404(visible_carriers(request.user), pk=carrier_id)
