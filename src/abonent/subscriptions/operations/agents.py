"""Say that a customer is an agent, how he is paid, or that he is one no more; and who ordered and mediates what is ordered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit.edits import demand_unchanged
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Agent, Party, Subscription
from abonent.subscriptions.models.party import AGENT, ORDERER

if TYPE_CHECKING:
    from abonent.subscriptions.operations.start import Order

NO_AGENT = ""
LABELS = {"mode": _("How the agent is paid")}


class CannotNameAgent(Refusal):
    """What cannot be said of an agent."""

    sentences = {"agent.unchanged": _("It is so already.")}


def mode_of(customer: Customer) -> str:
    """How a customer is paid as an agent; the empty text if he is none."""
    return present_modes(customer).first() or NO_AGENT


def present_modes(customer: Customer) -> QuerySet[Agent, str]:
    """How a customer is paid as an agent, as a question that another can ask along: no row if he is none."""
    return Agent.objects.filter(customer=customer.canonical_id, retired=False).values_list("mode", flat=True)


def agent_of(subscription: Subscription) -> Agent | None:
    """The agent of a subscription, if he mediates what is ordered anew."""
    mediates = subscription.parties.filter(role=AGENT, withdrawn_at=None, during__upper_inf=True)
    return Agent.objects.filter(customer__in=mediates.values("customer"), retired=False).select_related("customer").first()


def name_agent(*, customer: Customer, mode: str, seen: str, actor: StaffUser | None) -> None:
    """Let a customer be an agent who is paid like this; the empty text ends it for new orders. `seen` is what it was when the change was
    begun."""
    with change_by(actor, "name_agent"):
        Customer.objects.select_for_update(no_key=True).get(pk=customer.canonical_id)
        before = mode_of(customer)
        demand_unchanged(seen={"mode": seen}, now={"mode": before}, wanted={"mode": mode}, labels=LABELS)
        if mode == before:
            raise CannotNameAgent("agent.unchanged")
        _write(customer, mode)
        inverse: dict[str, Any] = {"verb": "name_agent", "customer": customer.canonical_id, "before": before, "after": mode}
        record_act(actor=actor, verb="name_agent", subject_kind="customer", subject_ids=[customer.canonical_id], inverse=inverse)


def _write(customer: Customer, mode: str) -> None:
    if mode == NO_AGENT:
        Agent.objects.filter(customer=customer.canonical_id).update(retired=True)
    else:
        Agent.objects.update_or_create(customer_id=customer.canonical_id, defaults={"mode": mode, "retired": False})


def name_parties(subscriptions: Sequence[Subscription], orders: Sequence[Order], *, actor: StaffUser | None) -> None:
    """Keep with new subscriptions who ordered them, if it is not their payer, and which agent mediates them, from their first day."""
    Party.objects.bulk_create(
        Party(subscription=one, role=role, customer_id=customer.canonical_id, during=period(one.started_on, None), placed_by=actor)
        for one, order in zip(subscriptions, orders, strict=True)
        for role, customer in ((ORDERER, order.orderer), (AGENT, order.agent and order.agent.customer))
        if customer and not (role == ORDERER and customer.canonical_id == one.payer_id)
    )
