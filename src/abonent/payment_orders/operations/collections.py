"""Collect by mandates what is due: plan it, look at it, order it; what the bank said of it; try again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.formats import collection_format_of
from abonent.payment_orders.models import Collection, CollectionTerms, Mandate, PaymentOrder, PlannedCollection
from abonent.payment_orders.rules.retry import ENDING, NO_COVER
from abonent.runs.models import Run
from abonent.runs.operations import record_act

KIND = "direct_debit"
USUAL_DAYS_BEFORE = 5
USUAL_RETRY_DAYS = 5
USUAL_RETRIES = 2


class CannotCollect(Refusal):
    """A collection that cannot be ordered or answered as asked."""

    sentences = {
        "collection.no_agreement": _(
            "%(company)s has no agreement to collect: say its number and account, for SEPA or for Autogiro, under How we collect."
        ),
        "collection.not_planned": _("Run %(run)s is not waiting for a decision; its rows stay as they are."),
        "collection.not_under_way": _("This collection is not under way any more."),
        "collection.tried_again": _("It has been tried again since, or did not fail: look at the item."),
    }


def collection_terms_of(entity: LegalEntity) -> CollectionTerms:
    """How a company collects; where nothing was said, by no scheme."""
    try:
        return entity.collection_terms
    except CollectionTerms.DoesNotExist:
        return CollectionTerms(entity=entity, days_before=USUAL_DAYS_BEFORE, retry_days=USUAL_RETRY_DAYS, retries=USUAL_RETRIES)


def set_collection_terms(*, terms: CollectionTerms, actor: StaffUser | None) -> None:
    """From the next run on collect as `terms` say; what is under way stays as it is."""
    with transaction.atomic():
        clock.hand_over()
        former = CollectionTerms.objects.select_for_update().filter(entity=terms.entity_id).first()
        terms.save(force_insert=former is None, force_update=former is not None)
        inverse = {"verb": "restore_collection_terms", "entity": terms.entity_id, "said": _said(former) if former else None}
        record_act(actor=actor, verb="set_collection_terms", subject_kind="entity", subject_ids=[terms.entity_id], inverse=inverse)


def restore_collection_terms(*, entity: LegalEntity, said: dict[str, Any] | None, actor: StaffUser | None) -> None:
    """Collect as before; by no scheme where nothing was said."""
    with transaction.atomic():
        clock.hand_over()
        CollectionTerms.objects.filter(entity=entity).delete()
        if said is not None:
            CollectionTerms.objects.create(entity=entity, **said)
        record_act(actor=actor, verb="restore_collection_terms", subject_kind="entity", subject_ids=[entity.pk])


def settle_collections(run: Run) -> int:
    """Note what became of earlier collections, so that the plan knows what may be tried again."""
    return statements.run("payment_orders/settle_collections", entity=run.entity_id, as_of=run.as_of, ending=list(ENDING))


def plan_collections(run: Run) -> int:
    """Plan what is taken, by which mandate and on which day."""
    return statements.run("payment_orders/plan_collections", run=run.pk, entity=run.entity_id, as_of=run.as_of, no_cover=list(NO_COVER))


def refuse_without_agreement(run: Run, actor: StaffUser | None) -> None:
    """An order that no bank would take is not begun."""
    terms = collection_terms_of(run.entity)
    if not (terms.creditor_id and terms.sepa_account_id or terms.autogiro_customer and terms.autogiro_account_id):
        raise CannotCollect("collection.no_agreement", company=run.entity.name)


def write_orders(run: Run) -> int:
    """Order what a plan would collect, one order for each scheme and day, all in one transaction; returns how many collections.

    What was held back, and what something shifted under since it was planned, is left out.
    """
    entity = LegalEntity.objects.select_for_update().get(pk=run.entity_id)
    statements.run("payment_orders/lock_collections", run=run.pk)
    standing = {"source": "payment_orders/standing_collections", "run": run.pk}
    for group in statements.rows("payment_orders/orders_of_collections", **standing):
        order = _open_order(run, entity, group)
        statements.run("payment_orders/write_collections", **standing, order=order.pk, scheme=group.scheme, collect_on=group.collect_on)
    return Collection.objects.filter(order__run=run).count()


def hold_collections_back(*, run: Run, collections: Sequence[int], held: bool) -> int:
    """Hold planned collections back, or let them go. Returns how many changed."""
    with transaction.atomic():
        if Run.objects.select_for_update().get(pk=run.pk).state != Run.State.PLANNED:
            raise CannotCollect("collection.not_planned", run=run.pk)
        rows = PlannedCollection.objects.filter(run=run, collection_id__in=collections)
        return rows.exclude(is_held_back=held).update(is_held_back=held)


def note_failure(*, collection: Collection, code: str, actor: StaffUser | None, today: date) -> None:
    """The bank did not pay a collection, by its code. A mandate that is of no use any more ends with it."""
    with transaction.atomic():
        clock.hand_over()
        locked = Collection.objects.select_for_update().get(pk=collection.pk)
        if locked.state != Collection.State.UNDER_WAY:
            raise CannotCollect("collection.not_under_way")
        locked.state, locked.code, locked.answered_on = Collection.State.FAILED, code, today
        locked.save(update_fields=["state", "code", "answered_on"])
        if code in ENDING:
            Mandate.objects.filter(pk=locked.mandate_id).approved().update(state=Mandate.State.CANCELLED, code=code[:4])
        inverse = {"verb": "take_back_failure", "collection": locked.pk}
        record_act(actor=actor, verb="note_failure", subject_kind="collection", subject_ids=[locked.pk], inverse=inverse)


def take_back_failure(*, collection: Collection, actor: StaffUser | None) -> None:
    """It was noted by mistake: the collection is under way still, and the mandate that ended with it stands, unless there is another."""
    with transaction.atomic():
        clock.hand_over()
        locked = Collection.objects.select_for_update().get(pk=collection.pk)
        again = Collection.objects.filter(receivable=locked.receivable_id, attempt__gt=locked.attempt)
        if locked.state != Collection.State.FAILED or again.exclude(state=Collection.State.WITHDRAWN).exists():
            raise CannotCollect("collection.tried_again")
        ended = Mandate.objects.filter(pk=locked.mandate_id, state=Mandate.State.CANCELLED, code=locked.code[:4])
        if (
            locked.code in ENDING
            and not Mandate.objects.filter(customer=locked.customer_id, entity=locked.mandate.entity_id).live().exists()
        ):
            ended.update(state=Mandate.State.APPROVED, code="")
        locked.state, locked.code, locked.answered_on = Collection.State.UNDER_WAY, "", None
        locked.save(update_fields=["state", "code", "answered_on"])
        record_act(actor=actor, verb="take_back_failure", subject_kind="collection", subject_ids=[locked.pk])


def _open_order(run: Run, entity: LegalEntity, group: Any) -> PaymentOrder:
    latest: int = PaymentOrder.objects.filter(entity=entity).aggregate(number=Max("number"))["number"] or 0
    amount: Decimal = group.amount
    return PaymentOrder.objects.create(
        kind=PaymentOrder.Kind.DIRECT_DEBIT,
        run=run,
        entity=entity,
        number=latest + 1,
        layout=collection_format_of(group.scheme).code,
        bank_account=account_of(collection_terms_of(entity), group.scheme),
        execute_on=group.collect_on,
        currency=entity.currency,
        pieces=group.pieces,
        amount=amount,
    )


def account_of(terms: CollectionTerms, scheme: str) -> BankAccount:
    """The account of ours that a scheme collects for."""
    account = terms.sepa_account if scheme == Mandate.Scheme.SEPA else terms.autogiro_account
    if account is None:
        raise CannotCollect("collection.no_agreement", company=terms.entity.name)
    return account


def _said(terms: CollectionTerms) -> dict[str, Any]:
    names = ("sepa_account_id", "creditor_id", "autogiro_account_id", "autogiro_customer", "days_before", "retry_days", "retries")
    return {name: getattr(terms, name) for name in names}
