"""The archive of invoices: found by what stands on them or by the hash; the page says whether a file is as it was made."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.archive import check_document
from abonent.billing.models import Invoice, InvoiceFile
from abonent.billing.operations.printing import make_files, pdf_of
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def invoices(norrvik) -> list[Invoice]:
    """Two documents in one file, a third without one."""
    for name in ("Anna", "Berit", "Cilla"):
        a_charge(a_payer(name, "Ek"), "1249.00", entity=norrvik)
    a_billing(norrvik)
    posted = list(Invoice.objects.order_by("pk"))
    make_files(posted[:2])
    return posted


@pytest.fixture
def desk(client, norrvik) -> Client:
    install_ready_roles()
    eva = StaffUser.objects.create(username="eva", first_name="Eva", language="en")
    eva.roles.add(Role.objects.get(code="finance"))
    StaffEntity.objects.create(staff_user=eva, entity=norrvik)
    client.force_login(eva)
    return client


def test_a_document_is_found_by_what_stands_on_it_and_by_its_hash(desk, invoices):
    first, second, third = invoices
    whole = desk.get("/archive/").content.decode()
    assert first.document_number in whole
    assert "Cilla" not in whole, "it has no file yet"
    day = f"{first.issued_on:%Y-%m-%d}"
    for asked in (f"q={first.document_number}", f"q={first.reference}", f"customer={first.payer.number}", "customer=anna", f"issued={day}", "total_from=1249", "kind=invoice"):  # fmt: skip
        assert "Anna" in desk.get(f"/archive/?{asked}").content.decode(), asked
    assert "Berit" not in desk.get("/archive/?customer=anna").content.decode()
    kept = InvoiceFile.objects.get(invoice=first).stored_file.sha256
    assert "Anna" in desk.get(f"/archive/?q={kept}").content.decode()
    assert "Anna" not in desk.get(f"/archive/?q={'0' * 64}").content.decode()
    assert desk.get(f"/archive/{third.pk}/").status_code == 404


def test_the_hash_of_a_document_is_that_of_the_pdf_anybody_gets(desk, invoices):
    first, second, _third = invoices
    page = desk.get(f"/archive/{second.pk}/").content.decode()
    assert "as it was made" in page
    assert hashlib.sha256(desk.get(f"/invoices/{second.pk}/pdf/").content).hexdigest() in page
    assert pdf_of(first) == pdf_of(first), "to the byte, whenever it is taken"
    assert pdf_of(first) != pdf_of(second)


def test_a_file_that_is_another_or_gone_is_told(desk, invoices):
    file = InvoiceFile.objects.select_related("stored_file").get(invoice=invoices[0])
    default_storage.delete(file.stored_file.key)
    assert check_document(file).state == "gone"
    default_storage.save(file.stored_file.key, ContentFile(b"another"))
    assert check_document(file).state == "other"
    assert "not the file that was made" in desk.get(f"/archive/{invoices[0].pk}/").content.decode()


def test_the_archive_of_another_company_is_not_there(desk, invoices):
    StaffEntity.objects.all().delete()
    assert "Anna" not in desk.get("/archive/").content.decode()
    assert desk.get(f"/archive/{invoices[0].pk}/").status_code == 404
