"""What each role may do: the sheet, a role, its change with what that does to people, its copy."""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.duties import CannotChangeRole, as_it_came, change_role, copy_role, put_role_back, remove_role
from abonent.access.models import Role
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.role_queries import Sheet, changes_of_role, consequences, permission_sheet, permissions_by_part
from abonent.access.roles import READY_ROLES
from abonent.access.staff_forms import CopyRoleForm
from abonent.access.staffing import CannotChangeStaff
from abonent.ui import toasts
from abonent.ui.lists.export import BYTE_ORDER_MARK, neutral


@permit("access.see_roles")
def sheet(request: StaffRequest) -> HttpResponse:
    """Who may do what, as a table; with `?export=csv` as a file."""
    found = permission_sheet(request.user)
    return _file(found) if request.GET.get("export") == "csv" else render(request, "access/roles.html", {"sheet": found})


@permit("access.see_roles")
def role_page(request: StaffRequest, code: str) -> HttpResponse:
    """What one role may do, who has it, and what was changed of it."""
    return render(request, "access/role.html", _shown(request, _role(code)))


@permit("access.manage_roles")
def duties(request: StaffRequest, code: str) -> HttpResponse:
    """The boxes of what a role may do; typed, the effect on people; posted, the change."""
    role = _role(code)
    context = _shown(request, role)
    if request.method != "POST":
        return render(request, "access/duties.html", context)
    give, take = _asked(request, context["carried"])
    context |= {"ticked": set(request.POST.getlist("permission")), "effect": consequences(role, give=give, take=take)}
    if request.POST.get("preview"):
        return render(request, "access/duties.html", context)
    name = request.POST.get("name", "").strip()[:60]
    try:
        change = change_role(
            role=role, give=give, take=take, actor=request.user, reason=request.POST.get("reason", "").strip()[:200], name=name
        )
    except (CannotChangeRole, CannotChangeStaff) as refusal:
        return render(request, "access/duties.html", {**context, "refusal": str(refusal)}, status=422)
    if change:
        toasts.say(request, _("%(role)s is changed.") % {"role": role.label}, undo_url=reverse("access:undo_change", args=[change.pk]))
    return redirect("access:role", role.code)


@permit("access.manage_roles")
@require_POST
def as_delivered(request: StaffRequest, code: str) -> HttpResponse:
    """A ready role may do again what it did when it came."""
    role = _role(code)
    if role.code in READY_ROLES:
        try:
            change = put_role_back(role=role, actor=request.user)
        except CannotChangeStaff as refusal:
            toasts.warn(request, str(refusal))
        else:
            undo_url = reverse("access:undo_change", args=[change.pk]) if change else ""
            toasts.say(request, _("%(role)s may do what it could when it came.") % {"role": role.label}, undo_url=undo_url)
    return redirect("access:role", role.code)


@permit("access.manage_roles")
def copy(request: StaffRequest, code: str) -> HttpResponse:
    """A role of its own that begins with what this one may do."""
    role = _role(code)
    form = CopyRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_role(role=role, name=form.cleaned_data["name"], actor=request.user)
        except CannotChangeRole as refusal:
            form.add_error("name", str(refusal))
        else:
            toasts.say(request, _("%(role)s is made. Say what it may do.") % {"role": made.label})
            return redirect("access:duties", made.code)
    return render(request, "access/copy_role.html", {"form": form, "role": role}, status=422 if form.errors else 200)


@permit("access.manage_roles")
@require_POST
def removal(request: StaffRequest, code: str) -> HttpResponse:
    """A role that a manager has made is taken away, if nobody has it."""
    role = _role(code)
    try:
        remove_role(role=role, actor=request.user)
    except CannotChangeRole as refusal:
        toasts.warn(request, str(refusal))
        return redirect("access:role", role.code)
    toasts.say(request, _("The role %(role)s is removed.") % {"role": role.label})
    return redirect("access:roles")


def _role(code: str) -> Role:
    return get_object_or_404(Role, code=code)


def _shown(request: StaffRequest, role: Role) -> dict[str, Any]:
    carried = set(role.permissions.values_list("permission", flat=True))
    came = as_it_came(role)
    parts = permissions_by_part(request.user)
    return {
        "role": role,
        "parts": parts,
        "duties": [(label, [permission for permission in group if permission.code in carried]) for label, group in parts],
        "carried": carried,
        "ticked": carried,
        "is_ready": role.code in READY_ROLES,
        "differs": role.code in READY_ROLES and carried != came,
        "people": role.staff.filter(is_active=True).order_by("last_name", "first_name"),
        "changes": changes_of_role(role),
        "may_undo": request.user.may("access.manage_roles"),
    }


def _asked(request: StaffRequest, carried: set[str]) -> tuple[list[str], list[str]]:
    """What is to be given and taken: the difference between the boxes as they were shown and as they were sent."""
    shown = set(request.POST.getlist("shown"))
    known = {permission.code for _part, group in permissions_by_part(request.user) for permission in group}
    ticked = set(request.POST.getlist("permission")) & known
    return sorted(ticked - shown - carried), sorted((shown & carried) - ticked)


def _file(found: Sheet) -> HttpResponse:
    english = (get_language() or "en").startswith("en")
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="roles.csv"'
    writer = csv.writer(response, delimiter="," if english else ";", lineterminator="\r\n")
    writer.writerow([_("Part"), _("What may be done"), *(neutral(role.label) for role in found.roles)])
    for part in found.parts:
        for line in part.lines:
            writer.writerow([part.label, str(line.permission.label), *(_("yes") if carried else "" for carried in line.carried)])
    return response
