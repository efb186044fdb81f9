"""The audit export of Hungary: the documents of some days or numbers, each as XML that NAV's schema passes."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from django.test import Client

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.connectors.einvoices.audit_export import CannotExport, Range, documents_of, export
from abonent.connectors.einvoices.formats.known import NAV
from abonent.connectors.einvoices.tests.documents import an_e_invoice
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture
def duna() -> LegalEntity:
    """Three invoices of 1 July and a credit note of 5 July."""
    entity = a_publisher("HU")
    for name in ("Anna", "Béla", "Csaba"):
        a_charge(a_payer(name, country="HU", language="hu"), "1050.00", entity=entity)
    a_billing(entity)
    credit_invoice(invoice=Invoice.objects.order_by("number")[1], actor=None, today=day("2026-07-05"))
    return entity


def files(entity: LegalEntity, asked: Range) -> dict[str, bytes]:
    with ZipFile(export(documents_of(entity, asked))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def numbers() -> list[str]:
    return list(Invoice.objects.order_by("pk").values_list("document_number", flat=True))


def test_the_documents_of_some_days_or_numbers_are_written(duna):
    first, second, third, note = numbers()
    assert set(files(duna, Range(day("2026-07-01"), day("2026-07-04")))) == {f"{number}.xml" for number in (first, second, third)}
    assert set(files(duna, Range(day("2026-07-05"), day("2026-07-05")))) == {f"{note}.xml"}
    assert list(files(duna, Range(from_number=second, to_number=third))) == [f"{second}.xml", f"{third}.xml"]


def test_every_file_passes_the_schema_and_the_archive_is_the_same_each_time(duna, checker):
    asked = Range(day("2026-07-01"), day("2026-07-31"))
    written = files(duna, asked)
    document = an_e_invoice("SE")
    assert len(written) == 4
    assert [checker.official_findings(NAV, document, content) for content in written.values()] == [[]] * 4
    assert export(documents_of(duna, asked)).read() == export(documents_of(duna, asked)).read()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Range(), "audit.range"),
        (Range(day("2026-07-01")), "audit.range"),
        (Range(day("2025-07-01"), day("2025-07-31")), "audit.nothing"),
        (Range(from_number="nothing", to_number="nothing"), "audit.unknown"),
    ],
)
def test_what_cannot_be_written_is_refused(duna, asked, code):
    with pytest.raises(CannotExport) as refusal:
        documents_of(duna, asked)
    assert refusal.value.code == code


def test_numbers_of_two_series_are_no_range(duna):
    first, _second, third, note = numbers()
    for pair in ((first, note), (third, first)):
        with pytest.raises(CannotExport, match="not of one series"):
            documents_of(duna, Range(from_number=pair[0], to_number=pair[1]))


def test_an_auditor_gets_the_file_and_whoever_sees_only_some_customers_does_not(client: Client, duna):
    install_ready_roles()
    user = StaffUser.objects.create(username="auditor", language="en")
    user.roles.add(Role.objects.get(code="auditor"))
    StaffEntity.objects.create(staff_user=user, entity=duna)
    client.force_login(user)
    assert "Audit export" in client.get("/e-invoices/").content.decode()
    asked = {"entity": duna.pk, "from_on": "2026-07-01", "until_on": "2026-07-31"}
    answer = client.post("/e-invoices/audit-export/", asked)
    assert answer["Content-Type"] == "application/zip"
    assert len(ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()) == 4
    refused = client.post("/e-invoices/audit-export/", {**asked, "from_on": "", "until_on": ""})
    assert refused.status_code == 422 and "Say from which day to which" in refused.content.decode()
    StaffUser.objects.update(reach=StaffUser.Reach.OWN)
    assert client.post("/e-invoices/audit-export/", asked).status_code == 422
