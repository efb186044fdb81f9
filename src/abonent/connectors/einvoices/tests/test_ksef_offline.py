"""While KSeF is away a company with an offline certificate issues all the same: two codes stand on the paper, and what leaves later is that file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from abonent.access.models import StaffEntity, StaffUser
from abonent.billing.documents.invoice import invoice_data
from abonent.billing.models import Invoice, OutboxDocument, OutboxRoute
from abonent.billing.operations.printing import pdf_of
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.adapters import ksef as adapter
from abonent.connectors.einvoices.adapters.ksef_codes import NoCertificate, codes_of, read_certificate
from abonent.connectors.einvoices.answers import ask_due
from abonent.connectors.einvoices.forms import KsefForm
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import SCHEMAS, a_buyer
from abonent.connectors.einvoices.tests.ksef_server import NIP, TOKEN, KsefServer, an_offline_certificate
from abonent.connectors.einvoices.tests.loopback import listening
from abonent.imports.secrets import sealed
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CURVE = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)


@pytest.fixture
def ksef(rules: Path, monkeypatch) -> KsefServer:
    monkeypatch.setattr(adapter, "PAUSE_OF_WHO", 0)
    server = KsefServer(SCHEMAS)
    server.patience = 0
    return server


@pytest.fixture
def route(ksef: KsefServer, settings, tmp_path) -> Iterator[OutboxRoute]:
    settings.MEDIA_ROOT = tmp_path / "files"
    with listening(ksef.answer, "application/json") as netloc:
        settings.EINVOICE_OPERATORS = (netloc,)
        secret = sealed(json.dumps({"token": TOKEN, **an_offline_certificate(CURVE)}))
        yield OutboxRoute.objects.create(
            entity=a_publisher("PL"), format="ksef", way="direct", address=f"http://{netloc}/v2", secret=secret
        )


def billed(route: OutboxRoute) -> OutboxDocument:
    with clock.set_to(NOW):
        a_charge(a_buyer(country="PL", language="pl"), "108.00", entity=route.entity)
        a_billing(route.entity)
    return OutboxDocument.objects.latest("pk")


def after(document: OutboxDocument, later: timedelta = timedelta()) -> OutboxDocument:
    with clock.set_to(NOW + later):
        send_due()
        ask_due()
    document.refresh_from_db()
    return document


def plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def captions(document: OutboxDocument) -> list[str]:
    return [code["caption"] for code in document.codes]


def on_paper(invoice: Invoice) -> list[str]:
    return [code["caption"] for code in invoice_data(invoice, list(invoice.lines.all()))["codes"]]


def test_a_document_is_issued_while_ksef_is_away_and_leaves_as_it_was_issued(route, ksef):
    ksef.unreachable = True
    document = after(billed(route))
    assert (document.state, document.findings[0]["rule"]) == ("waiting", "ABONENT-OFFLINE")
    assert captions(document) == on_paper(document.invoice) == ["OFFLINE", "CERTYFIKAT"]
    issued = read_stored(document.stored_file)
    assert document.codes[0]["text"].endswith(plain(hashlib.sha256(issued).digest()))
    assert pdf_of(document.invoice).startswith(b"%PDF")
    ksef.unreachable = False
    after(document, 2 * MINUTE)
    assert after(document, 4 * MINUTE).state == "accepted"
    [sent] = ksef.documents.values()
    assert sent["content"] == issued == read_stored(document.stored_file) and sent["offline"] is True
    assert captions(document) == [document.receipt, "CERTYFIKAT"]


def test_a_document_that_is_sent_at_once_has_one_code_with_its_number(route, ksef):
    document = after(billed(route))
    assert captions(document) == ["OFFLINE"], "its number is not known yet"
    assert after(document, MINUTE).state == "accepted"
    assert captions(document) == on_paper(document.invoice) == [document.receipt]
    assert [sent["offline"] for sent in ksef.documents.values()] == [False]


def test_without_a_certificate_nothing_is_issued_while_ksef_is_away(route, ksef):
    OutboxRoute.objects.update(secret=sealed(json.dumps({"token": TOKEN})))
    ksef.unreachable = True
    document = after(billed(route))
    assert (document.findings[0]["rule"], document.codes, document.stored_file) == ("ABONENT-REACHED", [], None)


def test_the_code_of_a_document_is_as_the_ministry_describes_it(route):
    OutboxRoute.objects.update(address="https://api-test.ksef.mf.gov.pl/v2")
    [code] = codes_of(OutboxRoute.objects.get(), issued_on=day("2026-02-01"), content=b"<Faktura/>", number="N")
    hashed = plain(hashlib.sha256(b"<Faktura/>").digest())
    assert code == {"caption": "N", "text": f"https://qr-test.ksef.mf.gov.pl/invoice/{NIP}/01-02-2026/{hashed}"}


@pytest.mark.parametrize("key", [CURVE, RSA], ids=["ECDSA", "RSASSA-PSS"])
def test_the_code_of_the_certificate_is_signed_by_it(route, key: Any):
    OutboxRoute.objects.update(
        address="https://api.ksef.mf.gov.pl/v2", secret=sealed(json.dumps({"token": TOKEN, **an_offline_certificate(key)}))
    )
    _document, code = codes_of(OutboxRoute.objects.get(), issued_on=day("2026-02-01"), content=b"<Faktura/>", is_offline=True)
    signed, _slash, signature = code["text"].removeprefix("https://").rpartition("/")
    hashed = plain(hashlib.sha256(b"<Faktura/>").digest())
    assert signed == f"qr.ksef.mf.gov.pl/certificate/Nip/{NIP}/{NIP}/01F20A5D352AE590/{hashed}"
    given = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    if key is RSA:
        key.public_key().verify(given, signed.encode(), padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=32), SHA256())
    else:
        pair = encode_dss_signature(int.from_bytes(given[:32]), int.from_bytes(given[32:]))
        key.public_key().verify(pair, signed.encode(), ec.ECDSA(SHA256()))


def test_a_key_that_is_not_the_certificates_is_refused(route):
    of_one, of_another = an_offline_certificate(CURVE), an_offline_certificate(RSA)
    mixed = {"certificate": of_one["certificate"], "private_key": of_another["private_key"]}
    for pair in (mixed, {"certificate": "x", "private_key": "y"}):
        with pytest.raises(NoCertificate):
            read_certificate(**pair)
    form = KsefForm({"token": "t", "system": "test", "entity": route.entity_id, **mixed}, viewer=_boss(route))
    assert not form.is_valid() and "certificate" in form.errors
    assert "CERTIFICATE" in str(form["certificate"]) and "KEY" not in str(form["private_key"]), "a key is not shown again"
    sound = KsefForm({"token": "t", "system": "test", "entity": route.entity_id, **of_one}, viewer=_boss(route))
    assert sound.is_valid(), sound.errors
    assert json.loads(sound.route["secret"])["certificate"] == of_one["certificate"].strip()


def _boss(route: OutboxRoute) -> Any:
    user, _is_new = StaffUser.objects.get_or_create(username="boss")
    StaffEntity.objects.get_or_create(staff_user=user, entity=route.entity)
    return user
