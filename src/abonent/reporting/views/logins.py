"""The log-ins with which other systems read the database: listed, made, taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.organisation.models import LegalEntity
from abonent.reporting.connecting import connection_details
from abonent.reporting.models import ReadingLogin
from abonent.reporting.operations import CannotMakeLogin, end_login, make_login
from abonent.reporting.view_definitions import definitions_without
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused

NEW = "reporting/new_login.html"


class LoginForm(forms.Form):
    """Who reads, what for, and how much."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=30, help_text=gettext_lazy("Short, for example: advertising."))
    purpose = forms.CharField(
        label=gettext_lazy("Which system reads, and what for"),
        max_length=120,
        error_messages={"required": gettext_lazy("Say what it reads for.")},
    )
    entity = forms.ModelChoiceField(
        label=gettext_lazy("Reads the rows of"),
        queryset=LegalEntity.objects.none(),
        required=False,
        empty_label=gettext_lazy("all companies"),
    )
    with_national_ids = forms.BooleanField(label=gettext_lazy("Reads personal numbers too"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["entity"].queryset = LegalEntity.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["entity"].label_from_instance = lambda entity: entity.name  # type: ignore[attr-defined]


@permit("reporting.manage_logins")
def logins(request: StaffRequest) -> HttpResponse:
    """Who reads now, who read before, and what there is to read."""
    rows = ReadingLogin.objects.select_related("entity", "made_by", "ended_by").order_by("-ended_at", "role_name")
    context = {
        "present": [row for row in rows if row.ended_at is None],
        "ended": [row for row in rows if row.ended_at is not None],
        "definitions": definitions_without(request.user.parts_off),
    }
    return render(request, "reporting/logins.html", context)


@permit("reporting.manage_logins")
def new(request: StaffRequest) -> HttpResponse:
    """The form of a log-in; posted, the log-in with its password, which is shown on this page alone."""
    form = LoginForm(request.POST or None)
    context = {"form": form, "back": reverse("reporting:logins")}
    if request.method != "POST":
        return render(request, NEW, context)
    if not form.is_valid():
        return refused(request, NEW, context)
    try:
        made = make_login(actor=request.user, **form.cleaned_data)
    except CannotMakeLogin as refusal:
        refuse(form, refusal, field="name" if refusal.code in ("login.no_name", "login.taken") else None)
        return refused(request, NEW, context)
    answer = render(
        request, "reporting/made_login.html", {"login": made.login, "details": connection_details(made), "back": context["back"]}
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@permit("reporting.manage_logins")
@require_POST
def end(request: StaffRequest, login_id: int) -> HttpResponse:
    """Take a log-in back."""
    login = get_object_or_404(ReadingLogin, pk=login_id)
    try:
        end_login(login=login, actor=request.user)
    except CannotMakeLogin as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(name)s reads nothing any more.") % {"name": login.role_name})
    return redirect("reporting:logins")
