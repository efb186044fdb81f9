"""What agents keep or get: on which terms, and what those who are billed for their readers keep of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.billing.models import CommissionTerms, EarnedCommission
from abonent.billing.models.commission import PAID
from abonent.billing.operations.footing import footing
from abonent.catalog.models import Product
from abonent.charges.operations import keep_traces, withdraw_charges, write_charges
from abonent.kit import statements
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Agent

NOTHING = Decimal(0)


class CannotAgree(Refusal):
    """Terms that cannot be as asked."""

    sentences = {
        "commission.one_kind": _("Write a percent, an amount for a copy or an amount for an order, not several of them."),
        "commission.other_company": _("This product is of another company."),
        "commission.unchanged": _("It is so already."),
        "commission.later_terms": _("From %(day)s on there are other terms already. Say a later day."),
        "commission.not_this_way": _("The terms were changed since. Change them again instead."),
        "commission.settled": _("By these terms something is settled already. Agree on others from a later day instead."),
    }


@dataclass(frozen=True, kw_only=True)
class AskedCommission:
    """What an agent is to keep or get from a day on, of a product or of all; without an amount nothing."""

    entity: LegalEntity
    from_on: date
    product: Product | None = None
    percent: Decimal = NOTHING
    per_copy: Decimal = NOTHING
    per_order: Decimal = NOTHING
    earned: str = PAID

    @property
    def amounts(self) -> dict[str, Decimal]:
        """The three of which one counts."""
        return {"percent": self.percent, "per_copy": self.per_copy, "per_order": self.per_order}


def agree_commission(*, agent: Agent, asked: AskedCommission, actor: StaffUser | None) -> CommissionTerms:
    """Let an agent work on other terms from a day on; terms that were sold before keep theirs."""
    if sum(bool(amount) for amount in asked.amounts.values()) > 1:
        raise CannotAgree("commission.one_kind")
    if asked.product and asked.product.entity_id != asked.entity.pk:
        raise CannotAgree("commission.other_company")
    said: dict[str, Any] = {**asked.amounts, "earned": asked.earned}
    with change_by(actor, "agree_commission"):
        _lock(agent)
        latest = _same(agent, asked.entity.pk, asked.product.pk if asked.product else None).order_by("-during").first()
        if latest and latest.during.lower >= asked.from_on:
            raise CannotAgree("commission.later_terms", day=latest.during.lower)
        if latest and {name: getattr(latest, name) for name in said} == said:
            raise CannotAgree("commission.unchanged")
        if latest:
            latest.during = period(latest.during.lower, asked.from_on)
            latest.save(update_fields=["during"])
        terms = CommissionTerms.objects.create(
            agent=agent, entity=asked.entity, product=asked.product, during=period(asked.from_on, None), trace_id=_trace(asked), **said
        )
        _forget_open(agent)
        inverse = {"verb": "take_commission_back", "terms": terms.pk}
        record_act(actor=actor, verb="agree_commission", subject_kind="customer", subject_ids=[agent.customer_id], inverse=inverse)
    return terms


def take_commission_back(*, terms: CommissionTerms, actor: StaffUser | None) -> None:
    """The terms before go on, as long as nothing else was agreed since and nothing is settled by these."""
    with change_by(actor, "take_commission_back"):
        _lock(terms.agent)
        same = _same(terms.agent, terms.entity_id, terms.product_id)
        if same.filter(during__startswith__gt=terms.during.lower).exists():
            raise CannotAgree("commission.not_this_way")
        if EarnedCommission.objects.filter(terms=terms).exists():
            raise CannotAgree("commission.settled")
        former = same.filter(during__endswith=terms.during.lower).first()
        agent = terms.agent
        terms.delete()
        if former:
            former.during = period(former.during.lower, None)
            former.save(update_fields=["during"])
        _forget_open(agent)
        record_act(actor=actor, verb="take_commission_back", subject_kind="customer", subject_ids=[agent.customer_id])


def write_commission(*, entity: LegalEntity, as_of: date, charges: Sequence[int] | None = None) -> int:
    """Write what agents who are billed for their readers keep of the charges due, or of a few; returns how many charges more there are.

    The agents are locked, so that a run and a clerk do not both write it.
    """
    terms = CommissionTerms.objects.filter(entity=entity)
    billed = Agent.objects.select_for_update().filter(mode__in=[Agent.NET, Agent.BILLS], pk__in=terms.values("agent"))
    if not list(billed.order_by("pk")):
        return 0
    stands_on = footing(entity=entity, on=as_of)
    return write_charges(
        charges="billing/charges_of_commission",
        components="billing/components_of_commission",
        entity=entity.pk,
        as_of=as_of,
        asked=list(charges) if charges is not None else None,
        exponent=stands_on.exponent,
        units=stands_on.units,
    )


def billed_together(charges: Sequence[int]) -> list[int]:
    """Charges with what agents keep of them, which is never billed apart."""
    return [row.charge_id for row in statements.rows("billing/charges_billed_together", charges=list(charges))]


def _same(agent: Agent, entity: int, product: int | None) -> QuerySet[CommissionTerms]:
    return CommissionTerms.objects.filter(agent=agent, entity=entity, product=product)


def _forget_open(agent: Agent) -> None:
    """What the agent would keep and nobody has billed is written anew, by the terms as they are now, when it is billed."""
    withdraw_charges(charges="billing/open_commission", agent=agent.pk)


def _lock(agent: Agent) -> None:
    Agent.objects.select_for_update().get(pk=agent.pk)


def _trace(asked: AskedCommission) -> int:
    """The one step that says these terms, kept once however many agents have them."""
    step = {
        "code": "commission.terms",
        **{name: str(amount) for name, amount in asked.amounts.items()},
        "from": asked.from_on.isoformat(),
        "product": asked.product.name if asked.product else None,
    }
    digest = hashlib.sha256(json.dumps([step], sort_keys=True).encode()).hexdigest()
    return keep_traces({digest: [step]})[digest]
