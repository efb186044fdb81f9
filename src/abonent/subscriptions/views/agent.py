"""That a customer is an agent, and how he is paid, changed where it stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.models import Customer
from abonent.customers.visibility import visible_customers
from abonent.runs.queries import undo_address
from abonent.subscriptions.models import Agent
from abonent.subscriptions.operations.agents import NO_AGENT, mode_of, name_agent
from abonent.subscriptions.party_forms import AgentForm
from abonent.ui import toasts
from abonent.ui.in_place import Edit, Place, edit_in_place


def agent_place(customer: Customer, mode: str, viewer: StaffUser) -> Place:
    """How he is paid, as it is shown, and where it is changed."""
    href = reverse("subscriptions:agent", args=[customer.pk]) if viewer.may("subscriptions.agents") else ""
    return Place("agent", _("How the agent is paid"), mode_words(mode), href)


def mode_words(mode: str) -> str:
    """How an agent is paid."""
    return str(dict(Agent.MODES)[mode]) if mode != NO_AGENT else _("Mediates no new orders")


@permit("subscriptions.agents")
def agent(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The form of the mode; posted, the mode."""
    customer = get_object_or_404(visible_customers(request.user).select_related("canonical"), pk=customer_id).canonical
    mode = mode_of(customer)
    form = AgentForm(request.POST or None, initial={"mode": mode})

    def save() -> None:
        name_agent(customer=customer, mode=form.cleaned_data["mode"], seen=form.seen["mode"], actor=request.user)
        said = {"name": customer.name, "mode": mode_words(mode_of(customer))}
        undo = undo_address(request.user, "customer", customer.pk)
        toasts.say(request, _("%(name)s as an agent: %(mode)s.") % said, undo_url=undo)

    edit = Edit(
        form=form,
        title=_("Agent"),
        whose=customer.name,
        back=reverse("desk:customer", args=[customer.number]),
        save=save,
        place=lambda: agent_place(customer, mode_of(customer), request.user),
        now=lambda: {"mode": mode_of(customer)},
        in_words=lambda _name, value: mode_words(value),
    )
    return edit_in_place(request, edit)
