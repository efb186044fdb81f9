"""Agents: the list, one of them with his terms, invoices and settlements, and the terms that are agreed on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.agent_forms import CommissionForm
from abonent.billing.agent_queries import invoices_of_agent, terms_of, visible_agents, visible_settlements, with_latest_settlement
from abonent.billing.models import CommissionTerms
from abonent.billing.operations.agent_settlement import KIND
from abonent.billing.operations.commission import CannotAgree, agree_commission
from abonent.catalog.rules.price_words import unit_price_words
from abonent.runs.queries import undo_address
from abonent.subscriptions.models import Agent
from abonent.subscriptions.queries import mediated_by, visible_subscriptions
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import ChoiceFilter, Column, DayColumn, EmptyState, List, MoneyColumn, State, StateColumn, TextFilter, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember

FORM = "billing/agent_terms.html"
SHOWN = 12
AGREED = {
    "agreed": State(label=pgettext_lazy("terms", "Agreed"), icon="circle-check"),
    "none": State(label=pgettext_lazy("terms", "None"), icon="alert-triangle", tone="warn"),
}


class AgentList(List):
    """Whoever mediates orders or did."""

    name = "agents"
    title = gettext_lazy("Agents")
    columns = [
        Column(
            name="name",
            label=gettext_lazy("Agent"),
            value="customer.name",
            sort="customer__name",
            slot="main",
            link=lambda row: reverse("billing:agent", args=[row.customer_id]),
        ),
        Column(name="number", label=gettext_lazy("Customer number"), value="customer.number", sort="customer__number", quiet=True),
        Column(name="mode", label=gettext_lazy("How the agent is paid"), value="get_mode_display", sort="mode", slot="sub"),
        StateColumn(
            name="terms",
            label=pgettext_lazy("agent", "Terms"),
            value=lambda row: "agreed" if row.has_terms else "none",
            sort="has_terms",
            states=AGREED,
        ),
        DayColumn(name="settled_on", label=gettext_lazy("Settled"), slot="fig2"),
        MoneyColumn(name="settled_amount", label=gettext_lazy("Latest settlement"), currency="settled_currency", slot="fig"),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Agent"),
            where=lambda text: Q(customer__name__icontains=text),
            prominent=True,
        ),
        ChoiceFilter(name="mode", label=gettext_lazy("How the agent is paid"), path="mode", choices=Agent.MODES),
    ]
    default_sort = "name"
    empty = EmptyState(
        title=gettext_lazy("No agents yet"),
        text=gettext_lazy("Say on the page of a customer that he is an agent, and how he is paid."),
    )

    def rows(self) -> QuerySet[Any]:
        viewer = self.request.user
        return with_latest_settlement(visible_agents(viewer), viewer, self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s agent", "%(count)s agents", count) % {"count": wording.number(count, self.reader.language)}


@permit("subscriptions.agents")
def agents(request: StaffRequest) -> HttpResponseBase:
    """The list."""
    start = f"{reverse('runs:new')}?kind={KIND}" if request.user.may("subscriptions.settle_agents") else ""
    return list_view(request, AgentList, template="billing/agents.html", start_url=start)


@permit("subscriptions.agents")
def agent_page(request: StaffRequest, customer_id: int) -> HttpResponse:
    """One agent: on which terms he works, what he was billed reader by reader, what was settled with him."""
    agent = _agent(request, customer_id)
    viewer, language = request.user, present_reader().language
    remember(request, label=agent.customer.name, url=request.path, icon="users")
    context = {
        "agent": agent,
        "readers": visible_subscriptions(viewer).filter(mediated_by(agent.customer.merged_ids)).count(),
        "terms": [(one, terms_words(one, language)) for one in terms_of(agent, viewer)],
        "invoices": invoices_of_agent(viewer, agent.customer)[:SHOWN],
        "settlements": visible_settlements(viewer).filter(agent=agent)[:SHOWN],
        "sees_invoices": viewer.may("billing.see"),
        "today": present_reader().today,
    }
    return render(request, "billing/agent.html", context)


@permit("subscriptions.agents")
def agent_terms(request: StaffRequest, customer_id: int) -> HttpResponse:
    """What an agent keeps or gets from a day on."""
    agent = _agent(request, customer_id)
    back = reverse("billing:agent", args=[agent.customer_id])
    latest = terms_of(agent, request.user).filter(product=None, during__upper_inf=True).first()
    form = CommissionForm(
        request.POST if request.method == "POST" else None,
        viewer=request.user,
        agent=agent,
        today=present_reader().today,
        initial=_proposed(latest),
    )
    if form.is_bound and form.is_valid():
        try:
            agree_commission(agent=agent, asked=form.asked, actor=request.user)
        except CannotAgree as refusal:
            refuse(form, refusal, field="from_on" if refusal.code == "commission.later_terms" else None)
        else:
            text = _("%(agent)s works on these terms.") % {"agent": agent.customer.name}
            toasts.say(request, text, undo_url=undo_address(request.user, "customer", agent.customer_id))
            return redirect(back)
    answer = refused if form.errors else render
    return answer(request, FORM, {"form": form, "agent": agent, "back": back, "undo": _("Can be undone")})


def terms_words(terms: CommissionTerms, language: str) -> str:
    """20 % of what is sold, 15,00 a copy, 100,00 for a new order, or nothing."""
    if terms.percent:
        return _("%(percent)s of what is sold") % {"percent": _percent(terms.percent, language)}
    if terms.per_copy:
        return _("%(amount)s a copy") % {"amount": f"{unit_price_words(terms.per_copy, language)} {terms.entity.currency}"}
    if terms.per_order:
        return _("%(amount)s for a new order") % {"amount": f"{unit_price_words(terms.per_order, language)} {terms.entity.currency}"}
    return _("nothing")


def _percent(percent: Decimal, language: str) -> str:
    return wording.percent(percent / 100, language, decimals=max(0, -int(percent.normalize().as_tuple().exponent)))


def _proposed(latest: CommissionTerms | None) -> dict[str, Any]:
    """The terms that hold, to be changed."""
    if latest is None:
        return {}
    amounts = {name: getattr(latest, name) or None for name in ("percent", "per_copy", "per_order")}
    return {"entity": str(latest.entity_id), "earned": latest.earned, **amounts}


def _agent(request: StaffRequest, customer_id: int) -> Agent:
    return get_object_or_404(visible_agents(request.user), customer=customer_id)
