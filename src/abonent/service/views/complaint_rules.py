"""The rules of complaints: those of the viewer's companies, a new one, another gift or limit."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.names import name_in
from abonent.service.forms import ComplaintRuleForm
from abonent.service.models import ComplaintRule
from abonent.service.operations import CannotRuleComplaints, set_complaint_rule
from abonent.service.queries import visible_rules
from abonent.subscriptions.act_words import latest_undo_url
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader

TEMPLATE = "service/complaint_rule.html"
TYPED = ("entity", "product", "kind", "gives", "report_days", "yearly_credits", "carrier_amount")


@permit("service.rule")
def complaint_rules(request: StaffRequest) -> HttpResponse:
    """Those that hold, and those that do no more."""
    language = present_reader().language
    rows = visible_rules(request.user).order_by("retired", "entity__name", "product__code", "kind")
    shown = [(row, name_in(row.product.name, language) if row.product else "") for row in rows]
    return render(request, "service/complaint_rules.html", {"rows": shown})


@permit("service.rule")
def new_complaint_rule(request: StaffRequest) -> HttpResponse:
    """What another kind of complaint gives."""
    return _form(request, ComplaintRule(), {})


@permit("service.rule")
def edit_complaint_rule(request: StaffRequest, rule_id: int) -> HttpResponse:
    """Another gift, another limit, or the rule holds no more."""
    rule = get_object_or_404(visible_rules(request.user), pk=rule_id)
    return _form(request, rule, {**{name: getattr(rule, name) for name in TYPED}, "product": rule.product_id, "in_use": not rule.retired})


def _form(request: StaffRequest, rule: ComplaintRule, initial: dict[str, Any]) -> HttpResponse:
    form = ComplaintRuleForm(request.POST or None, viewer=request.user, initial=initial)
    context = {"form": form, "rule": rule if rule.pk else None}
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if not form.is_valid():
        return refused(request, TEMPLATE, context)
    said = {name: form.cleaned_data[name] for name in TYPED}
    try:
        set_complaint_rule(rule=rule, actor=request.user, retired=bool(rule.pk) and not form.cleaned_data["in_use"], **said)
    except CannotRuleComplaints as refusal:
        refuse(form, refusal, field="kind")
        return refused(request, TEMPLATE, context)
    toasts.say(request, _("The rule is set."), undo_url=latest_undo_url(request.user))
    return redirect("service:complaint_rules")
