"""Documents are sent to KSeF by the program itself: written with a key of the session, and taken once there is a UPO of just this content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from abonent.access.models import StaffUser
from abonent.billing.einvoices import e_invoices
from abonent.billing.models import Invoice, OutboxDocument, OutboxRoute
from abonent.billing.operations import credit_invoice
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.adapters import ksef as adapter
from abonent.connectors.einvoices.adapters.ksef_keys import is_ksef_number
from abonent.connectors.einvoices.adapters.upo import NoUpo, certified
from abonent.connectors.einvoices.answers import ask_due
from abonent.connectors.einvoices.operations import try_again
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import SCHEMAS, STANDARDS, a_buyer
from abonent.connectors.einvoices.tests.ksef_server import TOKEN, KsefServer
from abonent.connectors.einvoices.tests.loopback import listening
from abonent.imports.secrets import sealed
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
UPOS = sorted((STANDARDS / "samples" / "ksef" / "upo").glob("*.xml"))


@pytest.fixture
def ksef(rules: Path, monkeypatch) -> KsefServer:
    monkeypatch.setattr(adapter, "PAUSE_OF_WHO", 0)
    return KsefServer(SCHEMAS)


@pytest.fixture
def route(ksef: KsefServer, settings, tmp_path) -> Iterator[OutboxRoute]:
    """A publisher in Poland who sends straight to KSeF."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with listening(ksef.answer, "application/json") as netloc:
        settings.EINVOICE_OPERATORS = (netloc,)
        secret = sealed(json.dumps({"token": TOKEN}))
        yield OutboxRoute.objects.create(
            entity=a_publisher("PL"), format="ksef", way="direct", address=f"http://{netloc}/v2", secret=secret
        )


def billed(entity: LegalEntity) -> OutboxDocument:
    with clock.set_to(NOW):
        a_charge(a_buyer(country="PL", language="pl"), "108.00", entity=entity)
        a_billing(entity)
    return OutboxDocument.objects.latest("pk")


def after(document: OutboxDocument, later: timedelta = timedelta()) -> OutboxDocument:
    """The document after the worker has sent and asked."""
    with clock.set_to(NOW + later):
        send_due()
        ask_due()
    document.refresh_from_db()
    return document


def test_a_document_is_sent_in_a_session_and_taken_with_its_number_and_upo(route, ksef):
    document = after(billed(route.entity))
    assert document.state == "reported", document.findings
    [sent] = ksef.documents.values()
    assert sent["content"] == read_stored(document.stored_file), "the server could open it, and it is what we keep"
    assert ksef.closed == list(ksef.sessions), "the session is ended once all is sent"
    assert after(document, MINUTE).state == "reported", "KSeF works on it"
    assert after(document, 3 * MINUTE).state == "accepted"
    assert document.receipt == sent["ksef"] and is_ksef_number(document.receipt)
    [certificate] = certified(read_stored(document.answer))
    assert (certificate.ksef_number, certificate.number) == (document.receipt, document.invoice.document_number)


def test_what_is_sent_at_once_goes_in_one_session(route, ksef):
    for _document in range(3):
        billed(route.entity)
    with clock.set_to(NOW):
        send_due()
    assert (len(ksef.documents), len(ksef.sessions)) == (3, 1)
    assert sum(path == "POST auth/challenge" for path in ksef.paths) == 1


def test_a_correction_waits_for_the_number_of_its_invoice_and_names_it(route, ksef):
    ksef.patience = 0
    document = billed(route.entity)
    note = credit_invoice(invoice=Invoice.objects.get(), actor=None, today=day("2026-07-05"))
    OutboxDocument.objects.filter(invoice=note).update(due_at=NOW)
    after(document)
    held = OutboxDocument.objects.get(invoice=note)
    assert (held.state, held.findings[0]["rule"]) == ("waiting", "ABONENT-BEFORE")
    number = after(document, MINUTE).receipt
    assert after(held, 3 * MINUTE).state == "reported"
    assert after(held, 5 * MINUTE).state == "accepted"
    correction = list(ksef.documents.values())[-1]
    assert correction["kind"] == "KOR" and number.encode() in correction["content"]
    assert e_invoices([note.pk])[0].preceding.authority_number == number


def test_a_document_without_an_answer_is_sent_again_and_gets_the_number_of_the_first(route, ksef):
    ksef.hang_up_after_document = True
    document = after(billed(route.entity))
    assert document.state == "uncertain"
    ksef.hang_up_after_document, ksef.patience = False, 0
    after(document, 2 * MINUTE)
    assert after(document, 4 * MINUTE).state == "accepted"
    first, second = ksef.documents.values()
    assert document.receipt == first["ksef"] and not second["ksef"]


def test_another_document_of_the_same_number_is_not_taken_for_ours(route, ksef):
    ksef.patience = 0
    document = after(billed(route.entity))
    [sent] = ksef.documents.values()
    sent["content"] = b"<Faktura>of another program</Faktura>"
    assert after(document, MINUTE).state == "refused"
    assert document.findings[0]["rule"] == "ABONENT-KSEF-OTHER"


def test_what_ksef_refuses_is_held_back_in_its_words(route, ksef):
    ksef.patience = 0
    ksef.verdict = {
        "code": 450,
        "description": "Błąd weryfikacji semantyki dokumentu faktury",
        "details": ["NIP nabywcy jest nieprawidłowy"],
    }
    document = after(billed(route.entity))
    assert after(document, MINUTE).state == "refused"
    [finding] = document.findings
    assert finding["rule"] == "KSEF-450" and "NIP nabywcy jest nieprawidłowy" in finding["text"]
    ksef.verdict = None
    with clock.set_to(NOW + MINUTE):
        try_again(document=document, actor=StaffUser.objects.create(username="clara"))
    after(document, MINUTE)
    assert after(document, 3 * MINUTE).state == "accepted"


def test_a_token_that_is_not_known_is_no_fault_of_the_document(route, ksef):
    ksef.token = "another"
    document = after(billed(route.entity))
    assert document.state == "waiting" and "Token nieprawidłowy" in document.findings[0]["parameters"]["problem"]
    ksef.token = TOKEN
    assert after(document, 2 * MINUTE).state == "reported"


def test_while_ksef_is_away_documents_wait(route, ksef):
    ksef.unreachable = True
    document = after(billed(route.entity))
    assert (document.state, document.findings[0]["rule"]) == ("waiting", "ABONENT-REACHED")
    ksef.unreachable = False
    assert after(document, 2 * MINUTE).state == "reported"


def test_who_we_are_is_said_anew_when_what_we_show_is_too_old(route, ksef):
    document = after(billed(route.entity))
    line = adapter.Ksef(address=route.address, tax_number="5260001246", token=TOKEN)
    line.access = "too old"
    ksef.patience = 0
    with clock.set_to(NOW):
        assert line.answer(document.receipt, read_stored(document.stored_file)).is_accepted


@pytest.mark.parametrize("sample", UPOS, ids=lambda path: path.stem)
def test_a_upo_of_the_ministry_is_read(sample):
    documents = certified(sample.read_bytes())
    assert documents[-1].ksef_number == "5265877635-20250916-0200A0D6723E-C2"
    assert all(is_ksef_number(each.ksef_number) for each in documents)
    assert documents[-1].digest == "GZMGNVzs3krF6URKgvaw77OOeG3nJ+WGziT5xguliQ8="


def test_other_papers_are_no_upo_and_numbers_that_were_mistyped_none():
    for paper in (b"<html/>", b"not XML", b"<Potwierdzenie/>"):
        with pytest.raises(NoUpo):
            certified(paper)
    assert not is_ksef_number("5265877635-20250916-0200A0D6723E-C3") and not is_ksef_number("")
