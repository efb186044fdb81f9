"""An order's file, written once; who fetches it, and taking the order back before that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock, statements
from abonent.kit.files import store
from abonent.kit.refusals import Refusal
from abonent.ledger.rules.references import payout_reference
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.formats import CollectionFormat, TransferFormat, collection_format_of, transfer_format
from abonent.payment_orders.models import Collection, CollectionTerms, Mandate, PaymentOrder, PaymentOrderFile, Refund
from abonent.payment_orders.rules.collection import CollectionOrder, Debit
from abonent.payment_orders.rules.transfer import BankAccountNumber, Party, Transfer, TransferOrder
from abonent.runs.models import Act, Run
from abonent.runs.operations import record_act

OWNER = "payment_order_file"


class CannotOrder(Refusal):
    """An order that stands, or is gone."""

    sentences = {
        "order.fetched": _("The file of this order was fetched at %(at)s. It stays: what the bank has is changed at the bank."),
        "order.withdrawn": _("This order is taken back already."),
    }


def make_files(run: Run) -> int:
    """Write the files of the orders of a run that have none yet; returns how many."""
    orders = list(PaymentOrder.objects.select_related("entity", "bank_account").filter(run=run, file=None))
    for order in orders:
        layout, content = _written(order)
        name = f"{order.message_id}.{layout.ending}"
        stored = store(name=name, media_type=layout.media_type, content=content, owner=OWNER)
        PaymentOrderFile.objects.create(order=order, stored_file=stored)
    return len(orders)


def tell_order(run: Run) -> int:
    """Write down the act of a committed run, so that it can be taken back; returns 1, or 0 if it was told or nothing was ordered."""
    orders = list(PaymentOrder.objects.filter(run=run).order_by("pk").values_list("pk", flat=True))
    if not orders or Act.objects.filter(verb="order_payments", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    inverse = {"verb": "withdraw_payment_orders", "orders": orders}
    record_act(actor=run.created_by, verb="order_payments", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return 1


def withdraw_payment_order(*, order: PaymentOrder, actor: StaffUser | None, today: date) -> None:
    """The order was not to be: its refunds are taken back and the money stands to the customers' credit as before, or nothing is collected.

    Refused once the file was fetched.
    """
    with transaction.atomic():
        clock.hand_over()
        LegalEntity.objects.select_for_update().get(pk=order.entity_id)
        locked = PaymentOrder.objects.select_for_update().standing().filter(pk=order.pk).first()
        if locked is None:
            raise CannotOrder("order.withdrawn")
        file = PaymentOrderFile.objects.select_for_update().filter(order=locked).first()
        if file and file.fetched_at:
            raise CannotOrder("order.fetched", at=file.fetched_at)
        if locked.kind == PaymentOrder.Kind.REFUNDS:
            statements.run("payment_orders/write_withdrawn_refunds", order=locked.pk, today=today, actor=actor.pk if actor else None)
            book_withdrawn_refunds(locked)
        else:
            statements.run("payment_orders/withdraw_collections", order=locked.pk, today=today)
        locked.withdrawn_at, locked.withdrawn_by = clock.now(), actor
        locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record_act(actor=actor, verb="withdraw_payment_order", subject_kind="run", subject_ids=[locked.run_id])


def withdraw_payment_orders(*, orders: Sequence[PaymentOrder], actor: StaffUser | None, today: date) -> None:
    """Take all orders of a run back, or none."""
    with transaction.atomic():
        for order in orders:
            withdraw_payment_order(order=order, actor=actor, today=today)


def fetch_order_file(*, order: PaymentOrder, actor: StaffUser | None) -> PaymentOrderFile:
    """Somebody takes the file of an order out of the house: from now on the order stays."""
    with transaction.atomic():
        clock.hand_over()
        file = PaymentOrderFile.objects.select_for_update(of=("self",)).select_related("stored_file").get(order=order)
        # Asked after the lock: whoever took the order back meanwhile is told of nobody who fetched it.
        if not PaymentOrder.objects.standing().filter(pk=order.pk).exists():
            raise CannotOrder("order.withdrawn")
        if file.fetched_at is None:
            file.fetched_at, file.fetched_by = clock.now(), actor
            file.save(update_fields=["fetched_at", "fetched_by"])
    return file


def book_withdrawn_refunds(order: PaymentOrder) -> None:
    """Let the money of those refunds of an order that are taken back stand to the customers' credit again."""
    statements.run("ledger/write_payments", source="payment_orders/withdrawn_payments", order=order.pk)
    statements.run("ledger/write_allocations", source="payment_orders/withdrawn_allocations", order=order.pk)
    statements.run("ledger/post_entries", source="payment_orders/withdrawn_entries", order=order.pk)
    statements.run("ledger/post_lines", source="payment_orders/withdrawn_entry_lines", order=order.pk)


def _written(order: PaymentOrder) -> tuple[TransferFormat | CollectionFormat, bytes]:
    """The format of an order, and its file in the language of the company."""
    with override(order.entity.language):
        if order.kind == PaymentOrder.Kind.REFUNDS:
            transfers = transfer_format(order.layout)
            return transfers, transfers.write(_transfer_order(order))
        scheme = Mandate.Scheme.SEPA if order.bank_account.scheme == "iban" else Mandate.Scheme.AUTOGIRO
        debits = collection_format_of(scheme)
        return debits, debits.write(_collection_order(order, scheme))


def _collection_order(order: PaymentOrder, scheme: str) -> CollectionOrder:
    entity, account = order.entity, order.bank_account
    terms = CollectionTerms.objects.get(entity=entity)
    collections = order.collections.select_related("mandate", "receivable", "customer").order_by("pk")
    return CollectionOrder(
        message_id=order.message_id,
        made_at=order.made_at.astimezone(ZoneInfo(entity.zone)),
        company=Party(entity.name, entity.street_line, entity.postal_code, entity.town, entity.country),
        account=BankAccountNumber(account.scheme, account.number, account.bic),
        agreement=terms.creditor_id if scheme == Mandate.Scheme.SEPA else terms.autogiro_customer,
        currency=order.currency,
        collect_on=order.execute_on,
        debits=[_debit(collection) for collection in collections],
    )


def _debit(collection: Collection) -> Debit:
    mandate, item = collection.mandate, collection.receivable
    return Debit(
        reference=f"DEBIT-{collection.pk}",
        amount=collection.amount,
        sequence=collection.sequence,
        mandate=mandate.reference,
        signed_on=mandate.signed_on,
        payer=Party(collection.payer),
        account=collection.account_number,
        payment_reference=item.reference,
        document=item.document_number,
    )


def _transfer_order(order: PaymentOrder) -> TransferOrder:
    entity, account = order.entity, order.bank_account
    text = gettext("Refund from %(company)s") % {"company": entity.name}
    return TransferOrder(
        message_id=order.message_id,
        made_at=order.made_at.astimezone(ZoneInfo(entity.zone)),
        company=Party(entity.name, entity.street_line, entity.postal_code, entity.town, entity.country),
        company_number=entity.company_number,
        account=BankAccountNumber(account.scheme, account.number, account.bic),
        currency=order.currency,
        execute_on=order.execute_on,
        transfers=[_transfer(refund, text) for refund in order.refunds.order_by("payment")],
    )


def _transfer(refund: Refund, text: str) -> Transfer:
    return Transfer(
        reference=payout_reference(refund.payment_id),
        amount=refund.amount,
        payee=Party(refund.payee, refund.street, refund.postal_code, refund.town, refund.country),
        account=BankAccountNumber(refund.scheme, refund.account_number),
        text=text,
    )
