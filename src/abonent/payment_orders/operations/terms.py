"""From which account a company pays back, in which format, and from which sum on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Case, When

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.formats import USUAL
from abonent.payment_orders.models import PaymentOrderTerms
from abonent.runs.operations import record_act

# Less costs more than it gives back; who asks for it gets it by hand.
USUAL_LEAST = Decimal("1.00")


def terms_of(entity: LegalEntity) -> PaymentOrderTerms:
    """How a company pays back: as was said, else from its first account in the currency of its books, an IBAN before others."""
    try:
        return entity.payment_order_terms
    except PaymentOrderTerms.DoesNotExist:
        account = accounts_to_pay_from(entity).order_by(Case(When(scheme="iban", then=0), default=1), "pk").first()
        return PaymentOrderTerms(entity=entity, bank_account_id=account and account.pk, layout=USUAL, least_refund=USUAL_LEAST)


def accounts_to_pay_from(entity: LegalEntity) -> Any:
    """The company's accounts in the currency of its books."""
    return BankAccount.objects.filter(entity=entity, currency=entity.currency)


def set_order_terms(*, terms: PaymentOrderTerms, actor: StaffUser | None) -> None:
    """From the next order on pay back as `terms` say; orders that stand stay as they are."""
    with transaction.atomic():
        clock.hand_over()
        former = PaymentOrderTerms.objects.select_for_update().filter(entity=terms.entity_id).first()
        terms.save(force_insert=former is None, force_update=former is not None)
        inverse = {"verb": "restore_order_terms", "entity": terms.entity_id, "said": _said(former) if former else None}
        record_act(actor=actor, verb="set_order_terms", subject_kind="entity", subject_ids=[terms.entity_id], inverse=inverse)


def restore_order_terms(*, entity: LegalEntity, said: dict[str, Any] | None, actor: StaffUser | None) -> None:
    """Pay back as before; as is usual where nothing was said."""
    with transaction.atomic():
        clock.hand_over()
        PaymentOrderTerms.objects.filter(entity=entity).delete()
        if said is not None:
            PaymentOrderTerms.objects.create(entity=entity, **{**said, "least_refund": Decimal(said["least_refund"])})
        record_act(actor=actor, verb="restore_order_terms", subject_kind="entity", subject_ids=[entity.pk])


def _said(terms: PaymentOrderTerms) -> dict[str, Any]:
    return {"bank_account_id": terms.bank_account_id, "layout": terms.layout, "least_refund": str(terms.least_refund)}
