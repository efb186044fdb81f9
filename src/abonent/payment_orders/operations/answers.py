"""Take in what banks answered to our orders: find what each answer is about, and let follow from it what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import BankFile
from abonent.ledger.rules.account_numbers import account_in_groups, bare_account_number
from abonent.ledger.rules.answers import About
from abonent.ledger.rules.answers import BankAnswer as Told
from abonent.ledger.rules.statement import StatementWarning
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import BankAnswer, PaymentOrder
from abonent.payment_orders.operations.orders import book_withdrawn_refunds
from abonent.payment_orders.rules.retry import ENDING

COLUMNS = (
    "bank_file_id", "ordinal", "entity_id", "about", "verdict", "told_on", "reference", "payer", "amount", "code", "order_id"
)  # fmt: skip
WARNINGS = {
    "answers.taken": _("Answers of the bank to our orders: %(count)s."),
    "answers.about_nothing": _("Of them about nothing that is known here: %(count)s. Look at them under Answers of the bank."),
}


class CannotTakeAnswers(Refusal):
    """Answers to what we had not asked; nothing of their file is taken in."""

    sentences = {
        "answers.not_our_account": _(
            "%(file)s, line %(line)s: the bankgiro %(account)s is not one of ours. Enter it among the bank accounts first if it is."
        ),
        "answers.not_our_order": _(
            "%(file)s, line %(line)s: “%(message)s” is no order that was made here. Choose the answer to one of our payment orders."
        ),
    }


def take_answers(file: BankFile, name: str, answers: Sequence[Told], actor: StaffUser | None) -> list[StatementWarning]:
    """Keep the answers of a file, and let collections, mandates and refunds be what the bank said; says how many were about nothing of ours."""
    orders = _orders(answers)
    entities = _entities(answers)
    with change_by(actor, "take_answers"):
        # Nobody plans, orders or takes back meanwhile; always in one order, so that nobody waits for ever.
        concerned = {*entities.values(), *(order.entity_id for order in orders.values())}
        list(LegalEntity.objects.select_for_update().filter(pk__in=concerned).order_by("pk"))
        statements.copy_in("bank_answer", COLUMNS, _rows(file, name, answers, orders, entities))
        statements.run("payment_orders/find_answered", bank_file=file.pk)
        statements.run("payment_orders/answer_collections", bank_file=file.pk, ending=list(ENDING))
        statements.run("payment_orders/answer_mandates", bank_file=file.pk)
        if statements.run("payment_orders/write_refused_refunds", bank_file=file.pk):
            for order in orders.values():
                book_withdrawn_refunds(order)
        statements.run("payment_orders/refuse_orders", bank_file=file.pk, now=clock.now())
    lost = BankAnswer.objects.filter(bank_file=file, collection=None, mandate=None, refund=None).exclude(about=About.ORDER).count()
    said = [StatementWarning("answers.taken", "", 0, parameters={"count": len(answers)})]
    return said + [StatementWarning("answers.about_nothing", "", 0, parameters={"count": lost})] * (lost > 0)


def _rows(
    file: BankFile, name: str, answers: Sequence[Told], orders: dict[str, PaymentOrder], entities: dict[str, int]
) -> Iterator[Sequence[Any]]:
    """In the order of `COLUMNS`."""
    for ordinal, told in enumerate(answers, start=1):
        order = orders.get(told.message)
        entity = order.entity_id if order else entities.get(told.account)
        if entity is None:
            raise _not_ours(name, told)
        yield (
            file.pk,
            ordinal,
            entity,
            told.about.value,
            told.verdict.value,
            told.told_on,
            _part(told)[:35],
            told.payer[:16],
            told.amount,
            told.code[:10],
            order and order.pk,
        )


def _part(told: Told) -> str:
    """Of an order, which part: we had called it like the order, with its sequence behind where it is one of debits."""
    return told.reference.removeprefix(told.message).removeprefix("-") if told.about is About.ORDER else told.reference


def _not_ours(name: str, told: Told) -> CannotTakeAnswers:
    if told.account:
        return CannotTakeAnswers("answers.not_our_account", file=name, line=told.file_line, account=account_in_groups(told.account))
    return CannotTakeAnswers("answers.not_our_order", file=name, line=told.file_line, message=told.message)


def _orders(answers: Sequence[Told]) -> dict[str, PaymentOrder]:
    """Our orders by what we called them in their files: code of the company and number."""
    named = {told.message.rpartition("-")[::2] for told in answers if told.message}
    asked = Q(pk__in=[])
    for code, number in named:
        if number.isascii() and number.isdecimal() and len(number) < 10:
            asked |= Q(entity__code=code, number=int(number))
    return {order.message_id: order for order in PaymentOrder.objects.select_related("entity").filter(asked)}


def _entities(answers: Sequence[Told]) -> dict[str, int]:
    """The companies by the numbers by which Bankgirot knows them."""
    asked = {told.account for told in answers if told.account}
    ours = BankAccount.objects.filter(scheme="bankgiro").values_list("number", "entity_id") if asked else []
    return {number: entity for written, entity in ours if (number := bare_account_number(written)) in asked}
