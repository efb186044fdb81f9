"""Who works here: the list, taking somebody on, a colleague's page and what is changed there."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.models import StaffUser
from abonent.access.operations import CannotTakeOn
from abonent.access.permissions import permit
from abonent.access.reach import reach_in_words
from abonent.access.requests import StaffRequest
from abonent.access.role_queries import all_roles, changes_of_staff
from abonent.access.staff_forms import ChangeStaffForm, NewStaffForm, ReasonForm
from abonent.access.staffing import (
    CannotChangeStaff,
    change_staff,
    facts_of,
    hand_out_link,
    let_go,
    reset_second_factor,
    take_back,
    take_on,
)
from abonent.kit.refusals import Refusal
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.language import OWN_NAMES
from abonent.ui.lists import Column, EmptyState, List, MomentColumn, State, StateColumn, TextFilter, View, list_view
from abonent.ui.lists.filters import BooleanFilter, ChoiceFilter

STATES = {
    "here": State(label=gettext_lazy("At work"), icon="check", tone="ok"),
    "left": State(label=gettext_lazy("Left"), icon="logout", tone="ink2"),
}


class StaffList(List):
    """Everybody who has, or had, a log-in."""

    name = "staff"
    title = gettext_lazy("Staff")
    columns = [
        Column(
            name="name", label=gettext_lazy("Name"), value=lambda one: one.get_full_name() or one.username, sort="last_name", slot="main",
            link=lambda one: reverse("access:staff_member", args=[one.pk]),
        ),
        Column(name="username", label=gettext_lazy("User name"), sort="username", slot="fig"),
        Column(name="roles", label=gettext_lazy("Roles"), value=lambda one: ", ".join(role.label for role in one.roles.all()), slot="sub"),
        Column(name="entities", label=gettext_lazy("Companies"), value=lambda one: ", ".join(entity.name for entity in one.entities.all())),
        Column(name="reach", label=gettext_lazy("Sees"), value=lambda one: one.get_reach_display(), shown=False),
        Column(name="email", label=gettext_lazy("E-mail"), sort="email", quiet=True),
        Column(name="language", label=gettext_lazy("Language"), value=lambda one: OWN_NAMES.get(one.language, one.language), shown=False),
        MomentColumn(name="signed_in", label=gettext_lazy("Last signed in"), value="last_login", quiet=True),
        StateColumn(
            name="state", label=gettext_lazy("State"), value=lambda one: "here" if one.is_active else "left", slot="fig2", states=STATES
        ),
    ]  # fmt: skip
    filters = [
        TextFilter(name="q", label=gettext_lazy("Name, user name, e-mail"), where=lambda text: _called(text), prominent=True),
        ChoiceFilter(name="reach", label=gettext_lazy("Sees"), choices=StaffUser.Reach.choices),
        BooleanFilter(name="here", label=gettext_lazy("At work"), path="is_active"),
        ChoiceFilter(
            name="role", label=gettext_lazy("Role"), path="roles__code", choices=lambda: [(role.code, role.label) for role in all_roles()]
        ),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="here", label=gettext_lazy("At work"), query="here=yes"),
        View(name="left", label=gettext_lazy("Left"), query="here=no"),
    ]
    default_sort = "name"
    empty = EmptyState(title=gettext_lazy("Nobody"), text=gettext_lazy("Nobody here is like that."))

    def rows(self) -> QuerySet[StaffUser]:
        return StaffUser.objects.prefetch_related("roles", "entities")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s person", "%(count)s people", count) % {"count": wording.number(count, self.reader.language)}


def _called(text: str) -> Q:
    """Every word stands in a name or the address."""
    return Q(
        *(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word)
            for word in text.split()
        )
    )


@permit("access.manage_staff")
def staff_list(request: StaffRequest) -> HttpResponseBase:
    """Everybody."""
    return list_view(request, StaffList, template="access/staff.html")


@permit("access.manage_staff")
def new(request: StaffRequest) -> HttpResponse:
    """The form of somebody new; posted, the log-in, with the link to choose a password unless one was typed."""
    company = request.user.company
    initial = {"language": company.language if company else "en", "entities": [company.pk] if company else []}
    form = NewStaffForm(request.POST or None, viewer=request.user, initial=initial)
    if request.method != "POST":
        return render(request, "access/new_staff.html", {"form": form})
    if form.is_valid():
        said = form.said()
        try:
            member = take_on(**said, actor=request.user)
        except (CannotTakeOn, CannotChangeStaff) as refusal:
            refuse(form, refusal)
        else:
            if said["password"] is None:
                return _with_link(request, member)
            toasts.say(request, _("%(name)s can sign in.") % {"name": member.get_full_name()})
            return redirect("access:staff_member", member.pk)
    return refused(request, "access/new_staff.html", {"form": form})


@permit("access.manage_staff")
def member(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A colleague: what is said of the log-in, what was changed about it, and what can be done."""
    return render(request, "access/member.html", _shown(request, _colleague(staff_id)))


@permit("access.manage_staff")
def change(request: StaffRequest, staff_id: int) -> HttpResponse:
    """The form of a colleague's log-in; posted, the change."""
    colleague = _colleague(staff_id)
    form = ChangeStaffForm(request.POST or None, viewer=request.user, facts=facts_of(colleague))
    context = {"form": form, "member": colleague}
    if request.method != "POST":
        return render(request, "access/change_staff.html", context)
    if form.is_valid():
        wanted = form.said()
        reason = form.cleaned_data["reason"]
        try:
            made = change_staff(staff_user=colleague, seen=form.seen, wanted=wanted, actor=request.user, reason=reason)
        except (CannotTakeOn, CannotChangeStaff) as refusal:
            refuse(form, refusal)
        else:
            if made:
                toasts.say(request, _("%(name)s is changed.") % {"name": colleague.get_full_name()}, undo_url=_undo_of(made.pk))
            return redirect("access:staff_member", colleague.pk)
    return refused(request, "access/change_staff.html", context)


@permit("access.manage_staff")
@require_POST
def leaving(request: StaffRequest, staff_id: int) -> HttpResponse:
    """The colleague leaves: signed out everywhere, rows kept."""
    colleague = _colleague(staff_id)
    try:
        made = let_go(staff_user=colleague, actor=request.user, reason=request.POST.get("reason", "")[:200])
    except CannotChangeStaff as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(name)s can no longer sign in.") % {"name": colleague.get_full_name()}, undo_url=_undo_of(made.pk))
    return redirect("access:staff_member", colleague.pk)


@permit("access.manage_staff")
@require_POST
def returning(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Somebody who had left comes back, and chooses a password anew."""
    colleague = _colleague(staff_id)
    if not colleague.is_active:
        take_back(staff_user=colleague, actor=request.user)
    return _with_link(request, colleague)


@permit("access.manage_staff")
@require_POST
def link(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A link by which the colleague chooses a password; shown once."""
    return _with_link(request, _colleague(staff_id))


@permit("access.manage_staff")
@require_POST
def second_factor(request: StaffRequest, staff_id: int) -> HttpResponse:
    """The second factor of a colleague who has lost it is forgotten."""
    colleague = _colleague(staff_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            reset_second_factor(staff_user=colleague, actor=request.user, reason=form.cleaned_data["reason"])
        except CannotChangeStaff as refusal:
            refuse(form, refusal)
        else:
            toasts.say(request, _("The second factor of %(name)s is forgotten.") % {"name": colleague.get_full_name()})
            return redirect("access:staff_member", colleague.pk)
    return refused(request, "access/member.html", {**_shown(request, colleague), "form": form})


def _colleague(staff_id: int) -> StaffUser:
    return get_object_or_404(StaffUser, pk=staff_id)


def _shown(request: HttpRequest, colleague: StaffUser) -> dict[str, Any]:
    return {
        "member": colleague,
        "language": OWN_NAMES.get(colleague.language, colleague.language),
        "roles": colleague.roles.all(),
        "entities": colleague.entities.all(),
        "units": colleague.units.all(),
        "reach": reach_in_words(colleague),
        "second_factor": Authenticator.objects.filter(user=colleague).exists(),
        "changes": changes_of_staff(colleague),
        "may_undo": True,
        "is_oneself": colleague == request.user,
        "form": ReasonForm(),
    }


def _with_link(request: StaffRequest, colleague: StaffUser) -> HttpResponse:
    try:
        address = request.build_absolute_uri(hand_out_link(staff_user=colleague, actor=request.user))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return redirect("access:staff_member", colleague.pk)
    return render(request, "access/link.html", {"member": colleague, "address": address})


def _undo_of(change_id: int) -> str:
    return reverse("access:undo_change", args=[change_id])
