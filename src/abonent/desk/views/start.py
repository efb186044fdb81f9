"""The first start: asked while nobody works here yet, and never again."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.access.models import StaffUser
from abonent.access.permissions import PUBLIC, permit
from abonent.desk.operations import CannotBegin, begin
from abonent.desk.start_form import StartForm
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused


@permit(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """The questions; their answers set the installation up and sign the first administrator in."""
    if StaffUser.objects.exists():
        raise Http404
    form = StartForm(request.POST or None)
    if request.method != "POST":
        return render(request, "desk/start.html", {"form": form})
    if not form.is_valid():
        return refused(request, "desk/start.html", {"form": form})
    try:
        first = begin(business=form.cleaned_data["kind"], company=form.company, account=form.own_account, administrator=form.administrator)
    except CannotBegin as refusal:
        refuse(form, refusal)
        return refused(request, "desk/start.html", {"form": form})
    login(request, first)
    with override(first.language):
        toasts.say(request, _("%(company)s is set up. You are signed in.") % {"company": form.cleaned_data["name"]})
    return redirect("desk:home")
