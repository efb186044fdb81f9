"""What waits in the outbox is written, checked and handed over once; what a rule holds back says why, and goes when it is put right."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from abonent.access.models import StaffUser
from abonent.billing.models import InvoiceSending, OutboxDocument, OutboxRoute
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices import sending
from abonent.connectors.einvoices.operations import CannotSend, open_route, try_again
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import a_buyer
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 8, tzinfo=UTC)


class Operator:
    """An operator on this machine: keeps what it got under the names it came by, and answers as it is told."""

    def __init__(self) -> None:
        self.got: dict[str, list[bytes]] = {}
        self.headers: dict[str, str] = {}
        self.answers: list[tuple[int, bytes] | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.headers = dict(self.headers)
                outer.got.setdefault(self.headers["Idempotency-Key"], []).append(self.rfile.read(int(self.headers["Content-Length"])))
                answer = outer.answers.pop(0) if outer.answers else (201, b'{"id": "OP-7"}')
                if answer is None:
                    self.connection.close()
                    return
                self.send_response(answer[0])
                self.end_headers()
                self.wfile.write(answer[1])

            def log_message(self, *_said: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.netloc = f"127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def operator(settings) -> Iterator[Operator]:
    started = Operator()
    threading.Thread(target=started.server.serve_forever, daemon=True).start()
    settings.EINVOICE_OPERATORS = (started.netloc,)
    yield started
    started.server.shutdown()
    started.server.server_close()


@pytest.fixture
def norrvik(rules: Path, settings, tmp_path: Path) -> LegalEntity:
    """A publisher who sends Peppol as files, on the morning of 2 July."""
    settings.MEDIA_ROOT = tmp_path / "files"
    entity = a_publisher()
    OutboxRoute.objects.create(entity=entity, format="peppol", address="peppol-out")
    return entity


def billed(entity: LegalEntity, **buyer: Any) -> OutboxDocument:
    with clock.set_to(NOW):
        a_charge(a_buyer(**buyer), "359.00", entity=entity)
        a_billing(entity)
    return OutboxDocument.objects.latest("pk")


def after(document: OutboxDocument, later: timedelta = timedelta()) -> OutboxDocument:
    """The document after the worker has looked."""
    with clock.set_to(NOW + later):
        send_due()
    document.refresh_from_db()
    return document


def files(home: Path) -> list[Path]:
    return sorted((home / "outbox").rglob("*.*")) if (home / "outbox").exists() else []


def test_a_document_is_written_checked_and_laid_into_the_folder(norrvik, rules):
    before = set(files(rules))
    document = after(billed(norrvik))
    assert document.state == "sent", document.findings
    [file] = set(files(rules)) - before
    assert file.name == f"peppol-{document.invoice.document_number}-{document.public_id}.xml"
    assert file.read_bytes() == read_stored(document.stored_file)
    assert etree.parse(str(file)).findtext("{*}ID") == document.invoice.document_number
    assert InvoiceSending.objects.get().channel == "peppol"
    assert send_due() == 0, "what is sent is not sent again"


def test_what_breaks_a_rule_is_parked_with_its_text_and_sent_once_it_is_put_right(norrvik, rules):
    document = after(billed(norrvik, einvoice_address=""))
    assert document.state == "parked"
    assert [finding["rule"] for finding in document.findings] == ["PEPPOL-EN16931-R010"]
    assert document.findings[0]["text"] == "Buyer electronic address MUST be provided"
    Customer.objects.filter(pk=document.invoice.payer_id).update(einvoice_address="0007:5560360793")
    with clock.set_to(NOW):
        try_again(document=document, actor=StaffUser.objects.create(username="clara"))
    assert after(document).state == "sent"
    with pytest.raises(CannotSend):
        try_again(document=document, actor=StaffUser.objects.get())


def test_without_rules_a_document_waits_and_says_so(norrvik, no_rules):
    document = after(billed(norrvik))
    assert (document.state, document.attempts) == ("waiting", 1)
    assert document.findings[0]["rule"] == "ABONENT-RULES"
    assert "Peppol BIS Billing 3" in document.findings[0]["parameters"]["rules"]
    assert document.due_at == NOW + timedelta(minutes=1)
    assert after(document).attempts == 1, "it is not tried before its time"
    assert after(document, timedelta(minutes=2)).attempts == 2


def test_an_operator_gets_it_once_under_its_name_and_gives_a_receipt(norrvik, operator):
    OutboxRoute.objects.update(way="https", address=f"http://{operator.netloc}/in")
    document = after(billed(norrvik))
    assert (document.state, document.receipt) == ("accepted", "OP-7")
    assert [len(copies) for copies in operator.got.values()] == [1]
    assert operator.headers["Idempotency-Key"] == str(document.public_id)


def test_an_operator_who_is_busy_is_asked_again_later(norrvik, operator):
    OutboxRoute.objects.update(way="https", address=f"http://{operator.netloc}/in")
    operator.answers = [(503, b"later"), (429, b"later")]
    document = after(billed(norrvik))
    assert (document.state, document.findings[0]["rule"]) == ("waiting", "ABONENT-REACHED")
    assert after(document, timedelta(minutes=2)).state == "waiting"
    assert after(document, timedelta(minutes=9)).state == "accepted"


def test_what_an_operator_turns_down_is_held_back_with_his_words(norrvik, operator):
    OutboxRoute.objects.update(way="https", address=f"http://{operator.netloc}/in")
    operator.answers = [(422, b'{"message": "receiver unknown"}')]
    document = after(billed(norrvik))
    assert (document.state, document.findings[0]["parameters"]["answer"]) == ("refused", "receiver unknown")
    with clock.set_to(NOW):
        try_again(document=document, actor=StaffUser.objects.create(username="clara"))
    assert after(document).state == "accepted"
    assert len(operator.got) == 2, "another try is another document to him"


def test_an_answer_that_is_lost_is_asked_for_once_more_and_then_by_a_person(norrvik, operator):
    OutboxRoute.objects.update(way="https", address=f"http://{operator.netloc}/in")
    operator.answers = [None, None]
    document = after(billed(norrvik))
    assert document.state == "uncertain"
    assert after(document, timedelta(minutes=2)).state == "parked"
    assert document.findings[0]["rule"] == "ABONENT-LOST"
    assert set(operator.got) == {str(document.public_id)} and len(operator.got[str(document.public_id)]) == 2


def test_what_a_worker_that_died_had_claimed_is_sent_by_the_next(norrvik, monkeypatch):
    class Killed(BaseException):
        pass

    def die(**_given: Any) -> None:
        raise Killed

    document = billed(norrvik)
    with monkeypatch.context() as patch:
        patch.setattr(sending.folder, "hand_over", die)
        with pytest.raises(Killed):
            after(document)
    document.refresh_from_db()
    assert document.state == "claimed"
    assert after(document, timedelta(minutes=1)).state == "claimed", "a worker has its time"
    assert after(document, timedelta(minutes=16)).state == "sent"


def test_a_document_that_cannot_be_written_does_not_stand_in_the_way_of_the_next(norrvik, monkeypatch):
    broken, sound = billed(norrvik), billed(norrvik)
    write = sending.FORMATS["peppol"].write

    def write_unless_broken(document: Any) -> bytes:
        if document.invoice_id == broken.invoice_id:
            raise KeyError("a fault of the program")
        return write(document)

    monkeypatch.setitem(sending.FORMATS, "peppol", replace(sending.FORMATS["peppol"], write=write_unless_broken))
    assert after(sound).state == "sent"
    broken.refresh_from_db()
    assert (broken.state, broken.findings[0]["rule"]) == ("parked", "ABONENT-FAULT")


def test_a_practice_copy_sends_nothing(norrvik, settings):
    settings.PRACTICE_OF = "2026-07-02T06:00:00+00:00"
    assert after(billed(norrvik)).state == "waiting"


@pytest.mark.parametrize(
    ("way", "address", "code"),
    [
        ("folder", "../elsewhere", "outbox.folder"),
        ("folder", "/etc", "outbox.folder"),
        ("folder", "", "outbox.folder"),
        ("https", "http://operator.example/in", "outbox.address"),
        ("https", "https://", "outbox.address"),
    ],
)
def test_a_way_that_cannot_be_gone_is_refused(norrvik, way, address, code):
    with pytest.raises(CannotSend) as refusal:
        open_route(entity=norrvik, written_as="peppol", way=way, address=address, secret="", actor=StaffUser.objects.create(username="a"))
    assert refusal.value.code == code


def test_a_secret_is_kept_sealed(norrvik):
    actor = StaffUser.objects.create(username="a")
    route = open_route(
        entity=norrvik, written_as="peppol", way="https", address="https://operator.example/in", secret="s3cret", actor=actor
    )
    assert OutboxRoute.objects.get().pk == route.pk, "one way for a format"
    assert "s3cret" not in route.secret
