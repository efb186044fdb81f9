"""The rules for pauses of the viewer's products: those that hold and will hold, another one, the end of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.editions.lead_time_forms import EndingForm
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.models import Act
from abonent.subscriptions.models import PauseRule
from abonent.subscriptions.operations import CannotRule, end_pause_rule, set_pause_rule
from abonent.subscriptions.operations.pause_rules import SAID
from abonent.subscriptions.pause_forms import PauseRuleForm
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader


@permit("subscriptions.rule")
def pause_rules(request: StaffRequest) -> HttpResponse:
    """All that hold and will hold."""
    reader = present_reader()
    rows = _visible(request).filter(Q(during__endswith__gt=reader.today) | Q(during__upper_inf=True)).order_by("product__code", "during")
    shown = [(row, name_in(row.product.name, reader.language), _days(row.first_weekdays, reader.language)) for row in rows]
    return render(request, "subscriptions/pause_rules.html", {"rows": shown, "today": reader.today})


@permit("subscriptions.rule")
def new_pause_rule(request: StaffRequest) -> HttpResponse:
    """Another rule; `?like=` proposes what an existing one says."""
    asked = request.GET.get("like", "")
    like = _visible(request).filter(pk=asked).first() if asked.isdecimal() else None
    today = present_reader().today
    proposed = {"product": like.product_id, **{name: getattr(like, name) for name in SAID}, "donated_to": like.donated_to} if like else {}
    form = PauseRuleForm(request.POST or None, viewer=request.user, today=today, initial={"begins": today, **proposed})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            act = set_pause_rule(**said, actor=request.user, today=clock.today(said["product"].entity.zone))
        except CannotRule as refusal:
            refuse(form, refusal, field="begins")
        else:
            name = name_in(said["product"].name, request.user.language)
            return _done(request, act, _("The rule for pauses of %(product)s is set.") % {"product": name})
    return _form(request, "subscriptions/pause_rule.html", {"form": form, "changes": like is not None})


@permit("subscriptions.rule")
def pause_rule_end(request: StaffRequest, rule_id: int) -> HttpResponse:
    """From which day on it holds no more."""
    row = get_object_or_404(_visible(request), pk=rule_id)
    reader = present_reader()
    form = EndingForm(request.POST or None, today=reader.today, initial={"ends": reader.today})
    form.fields["ends"].label = _("Holds no more for pauses that begin from")
    if request.method == "POST" and form.is_valid():
        try:
            act = end_pause_rule(rule=row, ends=form.cleaned_data["ends"], actor=request.user, today=clock.today(row.product.entity.zone))
        except CannotRule as refusal:
            refuse(form, refusal, field="ends")
        else:
            return _done(request, act, _("The rule ends."))
    return _form(request, "subscriptions/pause_rule_end.html", {"form": form, "name": name_in(row.product.name, reader.language)})


def _visible(request: StaffRequest) -> QuerySet[PauseRule]:
    return of_my_entities(PauseRule.objects.select_related("product__entity", "donated_to"), request.user, path="product__entity")


def _days(bits: int, language: str) -> str:
    return _("any day") if bits == EVERY_DAY else weekday_words(bits, language)


def _form(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return refused(request, template, context) if context["form"].errors else render(request, template, context)


def _done(request: StaffRequest, act: Act, said: str) -> HttpResponse:
    toasts.say(request, said, undo_url=reverse("runs:undo", args=[act.pk]))
    return redirect("subscriptions:pause_rules")
