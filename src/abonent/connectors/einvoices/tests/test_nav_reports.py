"""Documents are reported to NAV by the program itself: signed as NAV's own samples are, once, in their order, and what NAV says is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from abonent.access.models import StaffUser
from abonent.billing.models import Invoice, InvoiceSending, OutboxDocument, OutboxRoute
from abonent.billing.operations import credit_invoice, credit_line
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.connectors.einvoices.adapters.nav_messages import Envelope, TechnicalUser, sha3_512, token_exchange
from abonent.connectors.einvoices.answers import ask_due
from abonent.connectors.einvoices.operations import try_again
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import SCHEMAS, STANDARDS
from abonent.connectors.einvoices.tests.loopback import listening
from abonent.connectors.einvoices.tests.nav_server import KEYS, NavServer
from abonent.imports.secrets import sealed
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 8, tzinfo=UTC)
SAMPLES = sorted((STANDARDS / "samples" / "nav" / "api").glob("*.xml"))
SIGNED = [sample for sample in SAMPLES if "signKey" in sample.read_text("utf-8")]


@pytest.fixture
def nav(rules) -> NavServer:
    return NavServer(SCHEMAS / "nav-3.0")


@pytest.fixture
def route(nav: NavServer, settings, tmp_path) -> Iterator[OutboxRoute]:
    """A publisher in Hungary who reports straight to NAV."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with listening(nav.answer, "application/xml") as netloc:
        settings.EINVOICE_OPERATORS = (netloc,)
        yield OutboxRoute.objects.create(
            entity=a_publisher("HU"),
            format="nav",
            way="direct",
            address=f"http://{netloc}/invoiceService/v3",
            secret=sealed(json.dumps(KEYS)),
        )


def billed(entity: LegalEntity, lines: int = 1) -> OutboxDocument:
    with clock.set_to(NOW):
        payer = a_payer("Anna", country="HU", language="hu")
        for _line in range(lines):
            a_charge(payer, "1050.00", entity=entity)
        a_billing(entity)
    return OutboxDocument.objects.latest("pk")


def after(document: OutboxDocument, later: timedelta = timedelta()) -> OutboxDocument:
    """The document after the worker has sent and asked."""
    with clock.set_to(NOW + later):
        send_due()
        ask_due()
    document.refresh_from_db()
    return document


MINUTE = timedelta(minutes=1)


def rule(document: OutboxDocument) -> Any:
    return document.findings[0]["rule"] if document.findings else None


@pytest.mark.parametrize("sample", SIGNED, ids=lambda path: path.stem)
def test_a_request_is_signed_as_navs_own_sample_is(sample):
    text = sample.read_text("utf-8")
    said = {name: found[1] for name in ("requestId", "timestamp", "signKey") if (found := re.search(f"{name}>(.*?)<", text))}
    signature = re.search('SHA3-512">(.*?)<', text)[1]
    index = re.search("firstIndexHash>(.*?)<", text)
    if told := re.search("invoiceAnnulment>(.*?)<", text):
        assert sha3_512(f"ANNUL{told[1]}") == index[1]
    user = TechnicalUser("11111111", "lwilsmn0uqdxe6u", "?", said["signKey"], "?")
    envelope = Envelope(user, said["requestId"], datetime.fromisoformat(said["timestamp"]))
    request = etree.fromstring(envelope.request("TokenExchangeRequest", reported=index[1] if index else ""))
    assert request.findtext(".//{*}requestSignature") == signature


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_schema_that_our_requests_are_held_against_passes_navs_own_samples(nav, sample):
    nav.api.assertValid(etree.parse(str(sample)))


def test_a_report_waits_for_its_answer_and_is_accepted(route, nav):
    document = after(billed(route.entity))
    assert (document.state, rule(document)) == ("reported", "ABONENT-AWAITED")
    assert nav.asked == ["tokenExchange", "manageInvoice"] and nav.operations == ["CREATE"]
    assert InvoiceSending.objects.get().channel == "nav"
    assert after(document, MINUTE).state == "reported", "NAV works on it"
    assert after(document, 3 * MINUTE).state == "accepted"
    assert document.receipt in nav.reported
    assert [(finding["rule"], finding["weight"]) for finding in document.findings] == [("NAV-MISSING_PRODUCT_CODE", "warning")]
    assert b"DONE" in read_stored(document.answer)
    assert after(document, timedelta(days=1)).state == "accepted" and len(nav.reported) == 1


def test_a_cancellation_follows_its_invoice_and_is_one_and_a_part_is_a_modification(route, nav):
    nav.patience = 0
    whole, part = billed(route.entity, 2), billed(route.entity, 2)
    first, second = Invoice.objects.order_by("pk")
    storno = credit_invoice(invoice=first, actor=None, today=day("2026-07-05"))
    modify = credit_line(invoice=second, ordinal=1, amount=None, actor=None, today=day("2026-07-05"))
    OutboxDocument.objects.filter(invoice__in=(storno, modify)).update(due_at=NOW)
    with clock.set_to(NOW):
        send_due()
    held = OutboxDocument.objects.get(invoice=storno)
    assert (held.state, rule(held)) == ("waiting", "ABONENT-BEFORE"), "NAV does not have the invoice yet"
    assert after(whole, MINUTE).state == after(part, MINUTE).state == "accepted"
    for later in (2, 9, 10):
        after(held, later * MINUTE)
    assert [held.state, OutboxDocument.objects.get(invoice=modify).state] == ["accepted", "accepted"], held.findings
    assert sorted(nav.operations) == ["CREATE", "CREATE", "MODIFY", "STORNO"]
    told = {operation: data.findtext(".//{*}originalInvoiceNumber") for operation, _verdict, data in nav.reported.values()}
    assert told["STORNO"] == first.document_number and told["MODIFY"] == second.document_number


def test_what_nav_aborts_is_held_back_in_its_words_and_sent_when_it_is_put_right(route, nav):
    nav.patience = 0
    document = billed(route.entity)
    nav._verdict = lambda operation, data: "SUPPLIER_TAX_NUMBER_MISMATCH"
    after(document)
    assert after(document, MINUTE).state == "refused"
    [finding] = document.findings
    assert (finding["rule"], finding["text"], finding["where"]) == ("NAV-SUPPLIER_TAX_NUMBER_MISMATCH", "A számla hibás", "invoiceNumber")
    del nav._verdict
    with clock.set_to(NOW + MINUTE):
        try_again(document=document, actor=StaffUser.objects.create(username="clara"))
    after(document, MINUTE)
    assert after(document, 3 * MINUTE).state == "accepted"


def test_a_report_without_an_answer_is_looked_for_and_not_made_twice(route, nav):
    nav.hang_up_after_report = True
    document = after(billed(route.entity))
    assert document.state == "uncertain"
    nav.hang_up_after_report = False
    assert after(document, 2 * MINUTE).state == "accepted"
    assert nav.operations == ["CREATE"] and document.receipt in nav.reported


def test_a_report_that_never_came_is_made_anew(route, nav):
    nav.hang_up_after_report = True
    document = after(billed(route.entity))
    nav.reported.clear()
    nav.hang_up_after_report, nav.patience = False, 0
    assert after(document, 2 * MINUTE).state == "reported"
    assert after(document, 4 * MINUTE).state == "accepted"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"password": "wrong"}, "INVALID_SECURITY_USER"),
        ({"signing_key": "wrong"}, "INVALID_REQUEST_SIGNATURE"),
        ({"exchange_key": "0123456789abcdef"}, "cannot be read with the exchange key"),
    ],
)
def test_wrong_keys_are_no_fault_of_the_document_which_waits(route, nav, keys, said):
    OutboxRoute.objects.update(secret=sealed(json.dumps({**KEYS, **keys})))
    document = after(billed(route.entity))
    assert document.state == "waiting" and said in document.findings[0]["parameters"]["problem"]
    OutboxRoute.objects.update(secret=sealed(json.dumps(KEYS)))
    assert after(document, 2 * MINUTE).state == "reported"


def test_while_nav_is_away_documents_wait_and_questions_too(route, nav):
    nav.unreachable = True
    document = after(billed(route.entity))
    assert (document.state, rule(document)) == ("waiting", "ABONENT-REACHED")
    nav.unreachable = False
    assert after(document, 2 * MINUTE).state == "reported"
    nav.unreachable = True
    assert after(document, 4 * MINUTE).state == "reported" and rule(document) == "ABONENT-REACHED"
    nav.unreachable, nav.patience = False, 0
    assert after(document, 12 * MINUTE).state == "accepted"


def test_each_request_has_a_number_of_its_own(route, nav):
    first = token_exchange(Envelope(TechnicalUser("1", "a", "b", "c", "d"), "N1", NOW))
    assert b"N1" in first and b"2026-07-02T08:00:00.000Z" in first
    billed(route.entity), billed(route.entity)
    with clock.set_to(NOW):
        send_due()
    assert len(nav.numbers) == len(nav.asked) == 4


def test_a_practice_copy_asks_nobody(route, nav, settings):
    document = after(billed(route.entity))
    settings.PRACTICE_OF = "2026-07-02T06:00:00+00:00"
    asked = len(nav.asked)
    assert after(document, timedelta(hours=1)).state == "reported" and len(nav.asked) == asked
