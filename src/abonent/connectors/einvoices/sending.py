"""Sends what waits in the outbox: claims it, writes and checks each document, hands it over, and writes down what came of it.

The claim is committed before anything leaves the house, and what came of it right after: a worker that dies in between leaves
documents that are claimed, and those are sent again under the same name, by which whoever gets them knows them.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from itertools import groupby
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction

from abonent.billing.einvoices import BATCH, e_invoices
from abonent.billing.models import AUTHORITIES, InvoiceSending, OutboxDocument, OutboxFormat, OutboxRoute
from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.adapters import folder, https
from abonent.connectors.einvoices.adapters.ksef_codes import codes_of, is_signed
from abonent.connectors.einvoices.adapters.lines import Lines, secret_of
from abonent.connectors.einvoices.adapters.receipts import AnswerLost, NotReached, Receipt, TurnedDown
from abonent.connectors.einvoices.checker import Checker, CheckerEnded, RulesMissing
from abonent.connectors.einvoices.findings import Finding
from abonent.connectors.einvoices.formats.finvoice_frame import Message, Party, framed
from abonent.connectors.einvoices.formats.known import FORMATS, Format
from abonent.kit import clock, statements
from abonent.kit.files import read_stored, store
from abonent.runs.operations import present_standstill

log = structlog.get_logger("einvoices")
State = OutboxDocument.State
# How long a worker has for what it claimed, and how long a document waits for rules or for an address to answer.
TIME_TO_SEND = timedelta(minutes=15)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
# An authority needs some seconds for a document.
FIRST_QUESTION = timedelta(seconds=20)
OWNER = "e_invoice"


def send_due() -> int:
    """Send what is due, batch by batch, and return how many documents were looked at. A practice copy and a standstill send nothing."""
    if settings.PRACTICE_OF or present_standstill():
        return 0
    looked_at = 0
    with Checker() as checker, Lines() as lines:
        while claimed := _claim():
            _send_batch(claimed, checker, lines)
            looked_at += len(claimed)
    return looked_at


def _claim() -> dict[int, str]:
    """The documents that are ours now, with the state each was in."""
    now = clock.now()
    with transaction.atomic():
        clock.hand_over()
        rows = statements.rows("billing/claim_documents", now=now, until=now + TIME_TO_SEND, most=BATCH)
    return {row.id: row.was for row in rows}


def _send_batch(claimed: dict[int, str], checker: Checker, lines: Lines) -> None:
    waiting = OutboxDocument.objects.filter(pk__in=claimed).select_related("invoice").order_by("format", "invoice_id")
    for code, of_format in groupby(waiting, key=lambda document: document.format):
        rows = {row.invoice_id: row for row in of_format}
        for document in e_invoices(list(rows)):
            row = rows[document.invoice_id]
            try:
                _send(row, document, FORMATS[code], checker, lines, was_uncertain=claimed[row.pk] == State.UNCERTAIN)
            except Exception:
                # A document that the program cannot write must not stand in the way of all behind it.
                log.exception("a document could not be sent", document=row.pk)
                decide(row, State.PARKED, [Finding("ABONENT-FAULT")])


def _send(row: OutboxDocument, document: EInvoice, written_as: Format, checker: Checker, lines: Lines, *, was_uncertain: bool) -> None:
    """One document, from its words to what became of it."""
    if before := _not_there_yet(row):
        return wait(row, Finding("ABONENT-BEFORE", parameters={"number": before}))
    content = issued_offline(row) or written_as.write(document)
    try:
        findings = checker.check(written_as, document, content)
    except RulesMissing as missing:
        return wait(row, Finding("ABONENT-RULES", parameters={"rules": str(missing)}))
    except CheckerEnded:
        return wait(row, Finding("ABONENT-CHECKER"))
    if any(finding.is_fatal for finding in findings):
        return decide(row, State.PARKED, findings)
    return _give(row, document, content, findings, lines, is_again=was_uncertain)


def _give(row: OutboxDocument, document: EInvoice, content: bytes, findings: list[Finding], lines: Lines, *, is_again: bool) -> None:
    """A document that may leave, from the way that it goes to what became of it."""
    route = None
    try:
        route = route_of(row)
        content = _in_frame(row, route, document, content)
        receipt = _hand_over(row, route, document, content, lines, is_again=is_again)
    except NotReached as trouble:
        is_offline = route is not None and _issue_offline(row, route, document, content)
        return wait(row, Finding("ABONENT-OFFLINE" if is_offline else "ABONENT-REACHED", parameters={"problem": str(trouble)}))
    except AnswerLost as trouble:
        # Once more by itself, under the same name; the second time a person has to ask the receiver.
        lost = Finding("ABONENT-LOST", parameters={"problem": str(trouble)})
        return decide(row, State.PARKED, [lost]) if is_again else wait(row, lost, State.UNCERTAIN)
    except NoOperator:
        return decide(row, State.PARKED, [Finding("ABONENT-FINVOICE-OPERATOR")])
    except TurnedDown as answer:
        return decide(row, State.REFUSED, [Finding("ABONENT-REFUSED", parameters={"answer": str(answer)})])
    return _sent(row, route, receipt, content, findings)


def _not_there_yet(row: OutboxDocument) -> str:
    """The number of the invoice that a note takes back from, while its authority does not have that one: it would not know what is meant."""
    if row.format not in AUTHORITIES or not row.invoice.credits_id:
        return ""
    before = OutboxDocument.objects.filter(invoice=row.invoice.credits_id, format=row.format).exclude(
        state__in=(State.SENT, State.ACCEPTED)
    )
    return before.values_list("invoice__document_number", flat=True).first() or ""


def route_of(row: OutboxDocument) -> OutboxRoute:
    """The way that a document goes. Raises NotReached where there is none."""
    route = OutboxRoute.objects.filter(entity=row.invoice.entity_id, format=row.format).select_related("entity").first()
    if route is None:
        raise NotReached("no way to send is switched on")
    return route


class NoOperator(Exception):
    """A document that is carried by operators, to somebody of whom we do not know by which."""


def _in_frame(row: OutboxDocument, route: OutboxRoute, document: EInvoice, content: bytes) -> bytes:
    """A document as it leaves: Finvoice in its frame, where the company says who its operator is."""
    if row.format != OutboxFormat.FINVOICE or not route.operator:
        return content
    sender, receiver = document.seller.endpoint, document.buyer.endpoint
    if not (sender and receiver and receiver.operator):
        raise NoOperator
    parties = Party(sender.number, route.operator), Party(receiver.number, receiver.operator)
    return framed(content, Message(str(row.public_id), clock.now(), *parties))


def _hand_over(row: OutboxDocument, route: OutboxRoute, document: EInvoice, content: bytes, lines: Lines, *, is_again: bool) -> Receipt:
    if route.way == OutboxRoute.Way.FOLDER:
        return folder.hand_over(folder=route.address, name=_file_name(row), content=content)
    if route.way == OutboxRoute.Way.DIRECT:
        is_offline = issued_offline(row) is not None
        return lines.to(route).hand_over(document=document, content=content, is_again=is_again, is_offline=is_offline)
    return https.hand_over(address=route.address, secret=secret_of(route), key=str(row.public_id), content=content)


def issued_offline(row: OutboxDocument) -> bytes | None:
    """The file of a document that was issued while its authority was away; it leaves as it was issued, for its codes are of it."""
    return read_stored(row.stored_file) if row.codes and row.stored_file and not row.receipt else None


def _issue_offline(row: OutboxDocument, route: OutboxRoute, document: EInvoice, content: bytes) -> bool:
    """Issue a document while its authority is away, where the company has what that needs: its codes then stand on the paper."""
    if issued_offline(row) is not None:
        return True
    try:
        codes = codes_of(route, issued_on=document.issued_on, content=content, is_offline=True)
    except NotReached:  # the secret cannot be read, which is why nobody was reached
        return False
    if not is_signed(codes):
        return False
    row.stored_file = store(name=_file_name(row), media_type="application/xml", content=content, owner=OWNER)
    row.codes = codes
    return True


def _sent(row: OutboxDocument, route: OutboxRoute, receipt: Receipt, content: bytes, findings: list[Finding]) -> None:
    with transaction.atomic():
        clock.hand_over()
        if issued_offline(row) is None:
            row.stored_file = store(name=_file_name(row), media_type="application/xml", content=content, owner=OWNER)
            row.codes = codes_of(route, issued_on=row.invoice.issued_on, content=content)
        row.receipt, row.attempts = receipt.name, 0
        if receipt.is_answered_later:
            row.due_at = clock.now() + FIRST_QUESTION
            decide(row, State.REPORTED, [Finding("ABONENT-AWAITED")])
        else:
            decide(row, State.ACCEPTED if receipt.is_accepted else State.SENT, findings)
        InvoiceSending.objects.create(invoice_id=row.invoice_id, channel=row.format)


def wait(row: OutboxDocument, why: Finding, state: Any = State.WAITING) -> None:
    """Let a document wait, longer each time."""
    row.due_at = clock.now() + PAUSES[min(row.attempts, len(PAUSES) - 1)]
    row.attempts += 1
    decide(row, state, [why])


def decide(row: OutboxDocument, state: Any, findings: list[Finding]) -> None:
    with transaction.atomic():
        clock.hand_over()
        row.state, row.findings, row.changed_at = state, [asdict(finding) for finding in findings], clock.now()
        row.save()


def _file_name(row: OutboxDocument) -> str:
    """The name of the file: number for people, the document's own name behind it, so that no two are alike."""
    number = "".join(letter if letter.isalnum() else "-" for letter in row.invoice.document_number)
    return f"{row.format}-{number}-{row.public_id}.xml"
