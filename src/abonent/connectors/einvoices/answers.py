"""Asks tax authorities what became of the documents that they were given, until they say so."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.db import transaction

from abonent.billing.einvoices import BATCH
from abonent.billing.models import OutboxDocument
from abonent.connectors.einvoices.adapters.ksef_codes import codes_of
from abonent.connectors.einvoices.adapters.lines import Lines
from abonent.connectors.einvoices.adapters.receipts import Answer, NotReached
from abonent.connectors.einvoices.findings import Finding
from abonent.connectors.einvoices.sending import OWNER, decide, route_of, wait
from abonent.kit import clock
from abonent.kit.files import read_stored, store
from abonent.runs.operations import present_standstill

log = structlog.get_logger("einvoices")
State = OutboxDocument.State
AWAITED = Finding("ABONENT-AWAITED")


def ask_due() -> int:
    """Ask about what is due, and return how many documents. A practice copy asks nobody; a standstill holds what leaves, and a question does."""
    if settings.PRACTICE_OF or present_standstill():
        return 0
    due = OutboxDocument.objects.filter(state=State.REPORTED, due_at__lte=clock.now()).order_by("due_at", "pk")
    rows = list(due.select_related("invoice", "stored_file")[:BATCH])
    with Lines() as lines:
        for row in rows:
            try:
                _ask(row, lines)
            except Exception:
                # An answer that the program cannot read must not stand in the way of all behind it.
                log.exception("an answer could not be read", document=row.pk)
                wait(row, Finding("ABONENT-UNREAD"), State.REPORTED)
    return len(rows)


def _ask(row: OutboxDocument, lines: Lines) -> None:
    try:
        assert row.stored_file is not None
        answer = lines.to(route_of(row)).answer(row.receipt, read_stored(row.stored_file))
    except NotReached as trouble:
        return wait(row, Finding("ABONENT-REACHED", parameters={"problem": str(trouble)}), State.REPORTED)
    return wait(row, AWAITED, State.REPORTED) if answer is None else _write_down(row, answer)


def _write_down(row: OutboxDocument, answer: Answer) -> None:
    """What the authority says: its number and its paper where it has the document now, and why where it does not take it."""
    with transaction.atomic():
        clock.hand_over()
        if answer.content:
            name = f"{row.format}-{row.invoice.document_number}-answer.xml"
            row.answer = store(name=name, media_type="application/xml", content=answer.content, owner=OWNER)
        if answer.is_accepted:
            row.receipt = answer.name
            _name_on_paper(row)
            _wake_those_that_follow(row)
            return decide(row, State.ACCEPTED, list(answer.findings))
        said = list(answer.findings) or [Finding("ABONENT-REFUSED", parameters={"answer": answer.name})]
        return decide(row, State.REFUSED, said)


def _name_on_paper(row: OutboxDocument) -> None:
    """From now on its paper says what the authority calls it; who issued it, where it was away, stays on it."""
    assert row.stored_file is not None
    found = codes_of(route_of(row), issued_on=row.invoice.issued_on, content=read_stored(row.stored_file), number=row.receipt)
    row.codes = [*found, *row.codes[len(found) :]]


def _wake_those_that_follow(row: OutboxDocument) -> None:
    """What takes back from a document waited for just this."""
    waiting = OutboxDocument.objects.filter(invoice__credits=row.invoice_id, format=row.format, state=State.WAITING)
    waiting.update(due_at=clock.now())
