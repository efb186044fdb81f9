"""Sends posted documents by e-mail, each as a message of the outbox with its PDF."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import BillingPlan, Invoice
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import queue_messages, send_again, withdraw_messages
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import demand_no_standstill, record_act

KIND = "invoice"
EMAIL = "email"
STATEMENT = "billing/documents_to_mail"


class CannotMail(Refusal):
    """Documents that cannot go by e-mail."""

    sentences = {
        "mail.not_done": _("Run %(run)s is not finished. Send its invoices once they are posted."),
        "mail.nothing": _("Run %(run)s has no invoice to be sent by e-mail that is not sent already."),
        "mail.no_sender": _("%(company)s has no e-mail address to send from. Write one on the page of the company."),
        "mail.no_address": _("%(customer)s has no e-mail address that works. Add one on the customer's page."),
    }


def mail_run(*, run: Run, actor: StaffUser | None) -> int:
    """Put all documents of a run that go by e-mail into the outbox; returns how many. Again: those that were left for want of an address."""
    if run.state != Run.State.DONE:
        raise CannotMail("mail.not_done", run=run.pk)
    _demand_sender(run.entity)
    with transaction.atomic():
        clock.hand_over()
        queued = queue_messages(kind=KIND, source=STATEMENT, actor=actor, run=run.pk, invoices=[])
        if not queued:
            raise CannotMail("mail.nothing", run=run.pk)
        inverse = {"verb": "withdraw_mailing", "run": run.pk}
        record_act(actor=actor, verb="mail_run", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return queued


def mail_invoice(*, invoice: Invoice, actor: StaffUser | None) -> OutgoingMessage:
    """Send one document by e-mail, whatever its way is; once more if it was sent so before."""
    _demand_sender(invoice.entity)
    with transaction.atomic():
        clock.hand_over()
        mine = OutgoingMessage.objects.of_sources(KIND, [invoice.pk])
        before = mine.order_by("ordinal").last()
        if before:
            return send_again(message=before, actor=actor)
        if not queue_messages(kind=KIND, source=STATEMENT, actor=actor, run=None, invoices=[invoice.pk]):
            raise CannotMail("mail.no_address", customer=invoice.payer.name)
        message = mine.get()
        inverse = {"verb": "withdraw_message", "message": message.pk}
        record_act(actor=actor, verb="mail_invoice", subject_kind="invoice", subject_ids=[invoice.pk], inverse=inverse)
    return message


def mail_address(invoice: Invoice) -> str:
    """Where a document goes that is sent by e-mail, which is where any other of its payer goes; empty where there is no such address."""
    return next((str(row.address) for row in statements.rows(STATEMENT, run=None, invoices=[invoice.pk])), "")


def withdraw_mailing(*, run: Run) -> int:
    """Do not send what still waits of a run's messages; returns how many."""
    return withdraw_messages(messages=messages_of(run))


def to_be_mailed(run: Run) -> QuerySet[Invoice]:
    """The documents of a run that go by e-mail."""
    return Invoice.objects.filter(pk__in=BillingPlan.objects.filter(run=run, channel=EMAIL).values("invoice_id"))


def messages_of(run: Run) -> QuerySet[OutgoingMessage]:
    """What stands in the outbox for a run."""
    return OutgoingMessage.objects.of_sources(KIND, to_be_mailed(run).values("pk"))


def _demand_sender(entity: LegalEntity) -> None:
    demand_no_standstill()
    if not entity.email:
        raise CannotMail("mail.no_sender", company=entity.name)
