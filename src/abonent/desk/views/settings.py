"""The one file of settings: take it out, look at what another would change here, bring it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.desk.operations.moving_settings import CannotApply, CannotApplyEntry, apply_settings, rehearsed_faults
from abonent.desk.settings_plan import LARGEST, CannotRead, Plan, plan_settings, read_settings, settings_as_text, things_left_out
from abonent.kit.settings_file import declared_sections, part_of
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refused

TEMPLATE, PLAN_TEMPLATE = "desk/settings/file.html", "desk/settings/plan.html"
FILE_NAME = "abonent-settings.json"


class SettingsFileForm(forms.Form):
    """A file that comes from another installation, or from here."""

    file = forms.FileField(label=gettext_lazy("File"), error_messages={"required": gettext_lazy("Choose a file first.")})


@permit("desk.adapt")
def settings_file(request: StaffRequest) -> HttpResponse:
    """What stands in the file, and the place for one; posted, what it would change."""
    form = SettingsFileForm(request.POST or None, request.FILES or None) if request.method == "POST" else SettingsFileForm()
    sections = [(section, len(section.items())) for section in declared_sections if part_of(section) not in request.user.parts_off]
    context: dict[str, Any] = {"form": form, "sections": sections, "left_out": things_left_out()}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    content = form.cleaned_data["file"].read(LARGEST + 1)
    try:
        plan = _planned(request, content)
    except CannotRead as refusal:
        form.add_error("file", str(refusal))
        return refused(request, TEMPLATE, context)
    return _shown(request, plan, content.decode("utf-8-sig"))


@permit("desk.adapt")
def download(request: StaffRequest) -> HttpResponse:
    """All settings as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(settings_as_text(), content_type="application/json; charset=utf-8", headers=headers)


@permit("desk.adapt")
@require_POST
def application(request: StaffRequest) -> HttpResponse:
    """Bring in what was shown; where something was set up here meanwhile, show what the file would do now."""
    text = request.POST.get("text", "")
    try:
        plan = _planned(request, text.encode())
    except CannotRead as refusal:
        toasts.warn(request, str(refusal))
        return redirect("desk:settings_file")
    if plan.faults or plan.digest != request.POST.get("digest"):
        return _shown(request, plan, text, moved=True)
    try:
        act = apply_settings(plan=plan, actor=request.user, today=today_of(request))
    except (CannotApply, CannotApplyEntry) as refusal:
        toasts.warn(request, str(refusal))
        return redirect("desk:settings_file")
    count = len(plan.changes)
    said = ngettext("%(count)s setting is brought in.", "%(count)s settings are brought in.", count) % {"count": count}
    toasts.say(request, said, undo_url=reverse("runs:undo", args=[act.pk]))
    return redirect("desk:settings_file")


def _planned(request: StaffRequest, content: bytes) -> Plan:
    plan = plan_settings(read_settings(content), viewer=request.user)
    return Plan(plan.sections, rehearsed_faults(plan=plan, actor=request.user, today=today_of(request)))


def _shown(request: StaffRequest, plan: Plan, text: str, *, moved: bool = False) -> HttpResponse:
    count = len(plan.changes)
    said = ngettext("%(count)s setting would change.", "%(count)s settings would change.", count) % {"count": count}
    context = {"plan": plan, "text": text, "moved": moved, "said": said, "submit": _("Bring them in")}
    return render(request, PLAN_TEMPLATE, context, status=UNPROCESSABLE if plan.faults or moved else 200)
