"""Your account: language, look, keys."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.access.forms import AccountForm
from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.requests import StaffRequest
from abonent.ui import toasts
from abonent.ui.appearance import CHOICES
from abonent.ui.forms import refused


@permit(SIGNED_IN)
def account(request: StaffRequest) -> HttpResponse:
    """Show and keep what one chooses for oneself; what was chosen for this device alone gives way."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method != "POST":
        return render(request, "access/account.html", {"form": form})
    if not form.is_valid():
        return refused(request, "access/account.html", {"form": form})
    user = form.save()
    with override(user.language):
        toasts.say(request, _("Your choices are kept."))
    response = HttpResponseRedirect(reverse("access:account"))
    for name in CHOICES:
        response.delete_cookie(f"abonent_{name}")
    return response
