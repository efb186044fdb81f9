"""Say to which companies and units the revenue of a product belongs, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.billing.models import RevenueShare
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.operations import record_act

WHOLE = Decimal(100)


class CannotShare(Refusal):
    """Shares that cannot be as asked."""

    sentences = {
        "share.not_whole": _("These shares make %(percent)s percent. Let them make 100."),
        "share.twice": _("A company or unit stands there twice."),
        "share.unit_of_another": _("%(unit)s is no unit of %(company)s."),
        "share.later_shares": _("From %(day)s on there are other shares already. Say a later day."),
        "share.not_this_way": _("The shares were changed since. Change them again instead."),
    }


@dataclass(frozen=True)
class Share:
    """What belongs to a company, or to one of its units."""

    entity: LegalEntity
    unit: Unit | None
    percent: Decimal


def share_revenue(
    *, product: Product, customer: Customer | None, from_on: date, shares: Sequence[Share], actor: StaffUser | None
) -> list[RevenueShare]:
    """Split what a product earns from a day on, of all or of one customer; what was earned before stays split as it was."""
    _check(shares)
    with change_by(actor, "share_revenue"):
        Product.objects.select_for_update(no_key=True).get(pk=product.pk)
        latest = shares_of(product.pk, customer.canonical_id if customer else None).order_by("-from_on").first()
        if latest and latest.from_on >= from_on:
            raise CannotShare("share.later_shares", day=latest.from_on)
        made = RevenueShare.objects.bulk_create(
            RevenueShare(
                product=product,
                customer_id=customer.canonical_id if customer else None,
                from_on=from_on,
                entity=share.entity,
                unit=share.unit,
                percent=share.percent,
            )
            for share in shares
        )
        inverse = {
            "verb": "take_shares_back",
            "product": product.pk,
            "customer": customer.canonical_id if customer else None,
            "from": from_on.isoformat(),
        }
        record_act(actor=actor, verb="share_revenue", subject_kind="product", subject_ids=[product.pk], inverse=inverse)
    return made


def take_shares_back(*, product: int, customer: int | None, from_on: date, actor: StaffUser | None) -> None:
    """The shares before hold again, as long as there are no later ones."""
    with change_by(actor, "take_shares_back"):
        Product.objects.select_for_update(no_key=True).get(pk=product)
        rows = shares_of(product, customer)
        if rows.filter(from_on__gt=from_on).exists() or not rows.filter(from_on=from_on).exists():
            raise CannotShare("share.not_this_way")
        rows.filter(from_on=from_on).delete()
        record_act(actor=actor, verb="take_shares_back", subject_kind="product", subject_ids=[product])


def shares_of(product: int, customer: int | None) -> QuerySet[RevenueShare]:
    """All shares of a product, of all or of one customer, of every day."""
    return RevenueShare.objects.filter(product=product, customer=customer)


def _check(shares: Sequence[Share]) -> None:
    percent = sum((share.percent for share in shares), Decimal(0))
    if percent != WHOLE:
        raise CannotShare("share.not_whole", percent=percent)
    if len({(share.entity.pk, share.unit and share.unit.pk) for share in shares}) < len(shares):
        raise CannotShare("share.twice")
    for share in shares:
        if share.unit and share.unit.entity_id != share.entity.pk:
            raise CannotShare("share.unit_of_another", unit=share.unit.name, company=share.entity.name)
