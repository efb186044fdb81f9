"""Puts posted documents into the outbox of e-invoices, from which a connector sends them: with each run, and where a person asks for it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice, OutboxDocument
from abonent.billing.rules.channel_words import CHANNELS
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import demand_no_standstill, record_act

STATEMENT = "billing/documents_to_send"
EINVOICE = "einvoice"
# The latest row of a plan, whatever its length.
_LATEST = 2**31 - 1


class CannotSendElectronically(Refusal):
    """Documents that cannot go as e-invoices, or went already."""

    sentences = {
        "electronic.not_done": _("Run %(run)s is not finished. Send its invoices once they are posted."),
        "electronic.nothing": _("Run %(run)s has no e-invoice that is not sent or on its way already."),
        "electronic.there": _("%(number)s is sent or on its way already. Look at it under E-invoices."),
        "electronic.channel": _("%(customer)s gets invoices another way: %(channel)s. Choose E-invoice on the customer's page first."),
        "electronic.no_way": _("%(company)s has no way to send this e-invoice. Open one under E-invoices first."),
    }


def queue_documents(*, run: int | None = None, first: int = 1, latest: int = 0, invoices: list[int] | None = None) -> int:
    """Put documents into the outbox, those of a part of a run's plan or those that are named; returns how many lines it got."""
    return statements.run("billing/queue_documents", source=STATEMENT, run=run, first=first, latest=latest, invoices=invoices or [])


def send_electronically(*, invoice: Invoice, actor: StaffUser) -> None:
    """Send one document as an e-invoice, in each format that the law and the payer want and that it has not gone in yet."""
    demand_no_standstill()
    with transaction.atomic():
        clock.hand_over()
        after = _latest()
        if not queue_documents(invoices=[invoice.pk]):
            raise _why_nothing(invoice)
        inverse = {"verb": "withdraw_documents", "invoice": invoice.pk, "after": after}
        record_act(actor=actor, verb="send_electronically", subject_kind="invoice", subject_ids=[invoice.pk], inverse=inverse)


def send_run_electronically(*, run: Run, actor: StaffUser) -> int:
    """Send what is left of a run: what was posted before its company had a way; returns how many lines the outbox got."""
    demand_no_standstill()
    if run.state != Run.State.DONE:
        raise CannotSendElectronically("electronic.not_done", run=run.pk)
    with transaction.atomic():
        clock.hand_over()
        after = _latest()
        queued = queue_documents(run=run.pk, latest=_LATEST)
        if not queued:
            raise CannotSendElectronically("electronic.nothing", run=run.pk)
        inverse = {"verb": "withdraw_documents", "run": run.pk, "after": after}
        record_act(actor=actor, verb="send_run_electronically", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return queued


def withdraw_documents(*, asked: Invoice | Run, after: int) -> int:
    """Do not send what was put into the outbox after a line of it and has not left it; returns how many."""
    mine = OutboxDocument.objects.filter(**{"invoice" if isinstance(asked, Invoice) else "invoice__run_id": asked.pk})
    withdrawn, _tables = mine.filter(state=OutboxDocument.State.WAITING, attempts=0, pk__gt=after).delete()
    return withdrawn


def formats_left(invoice: Invoice, *, queued: Collection[str]) -> list[str]:
    """The formats in which a document is to be sent today, less those in which it is in the outbox."""
    wanted = {row.format for row in statements.rows(STATEMENT, run=None, first=1, latest=0, invoices=[invoice.pk])}
    return sorted(wanted - set(queued))


def left_of_run(run: Run) -> int:
    """How many documents of a run are to be sent electronically and are not in the outbox."""
    wanted = {(row.invoice_id, row.format) for row in statements.rows(STATEMENT, run=run.pk, first=1, latest=_LATEST, invoices=[])}
    queued = OutboxDocument.objects.filter(invoice__run_id=run.pk).values_list("invoice_id", "format")
    return len({invoice for invoice, _format in wanted - set(queued)})


def _latest() -> int:
    """The latest line of the outbox, after which those of an act come."""
    return OutboxDocument.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _why_nothing(invoice: Invoice) -> CannotSendElectronically:
    """Why there is nothing to be put into the outbox."""
    channel = invoice.payer.canonical.invoice_channel
    if OutboxDocument.objects.filter(invoice=invoice).exists():
        return CannotSendElectronically("electronic.there", number=invoice.document_number)
    if channel != EINVOICE:
        return CannotSendElectronically("electronic.channel", customer=invoice.payer.name, channel=CHANNELS[channel])
    return CannotSendElectronically("electronic.no_way", company=invoice.entity.name)
