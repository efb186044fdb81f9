"""Choosing a password by a link that an administrator has handed out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import PUBLIC, permit
from abonent.access.staff_forms import PasswordForm
from abonent.access.staffing import choose_password, holder_of_link
from abonent.ui import toasts
from abonent.ui.forms import refused


@permit(PUBLIC)
def choose(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """The form of a password; posted, it holds, and the log-in waits. A link that is used or too old says so."""
    holder = holder_of_link(place, token)
    if holder is None:
        return render(request, "access/link_over.html", status=404)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        choose_password(staff_user=holder, password=form.cleaned_data["password"])
        toasts.say(request, _("Your password is chosen. Log in with it."))
        return redirect("account_login")
    context = {"form": form, "holder": holder}
    return (
        refused(request, "access/choose_password.html", context) if form.errors else render(request, "access/choose_password.html", context)
    )
