"""Long lists become files: written by a worker as their owner would see them, fetched by him alone, kept for a week."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from abonent.access.exporting import forget_files, write_file
from abonent.access.jobs import ask_for_list
from abonent.access.models import ListExport, Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.models import StoredFile
from abonent.ui.lists import exporting

pytestmark = pytest.mark.django_db
LIST = reverse("customers:list")


@pytest.fixture
def clara(settings, tmp_path) -> StaffUser:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    install_ready_roles()
    user = StaffUser.objects.create_user("clara")
    user.roles.add(Role.objects.get(code="clerk"))
    return user


@pytest.fixture
def client_of_clara(clara) -> Client:
    client = Client()
    client.force_login(clara)
    return client


def written(owner: StaffUser, query: str) -> ListExport:
    export = ask_for_list(owner=owner, title="Customers", address=f"{LIST}?{query}", row_count=2)
    write_file(export=export)
    export.refresh_from_db()
    return export


def test_a_long_view_is_written_by_a_worker_and_a_short_one_comes_at_once(client_of_clara, monkeypatch):
    a_customer("Anna")
    a_customer("Bo")
    assert client_of_clara.get(f"{LIST}?export=csv").headers["Content-Disposition"].startswith("attachment")
    monkeypatch.setitem(exporting.AT_ONCE, "csv", 1)
    answer = client_of_clara.get(f"{LIST}?export=csv&kind=person", follow=True)
    assert "The file is being written" in answer.content.decode()
    export = ListExport.objects.get()
    assert (export.address, export.row_count, export.state) == (f"{LIST}?kind=person&export=csv", 2, "writing")


def test_the_file_has_the_columns_on_show_in_their_order(clara):
    a_customer("Anna", "Lind", town="Norrvik")
    export = written(clara, "view=all&sort=name&column=town&column=name&export=csv")
    assert read_stored(export.file).decode("utf-8-sig").splitlines() == ["Town,Name", 'Norrvik,"Lind, Anna"']
    assert (export.state, export.done_rows) == ("ready", 2)


def test_a_spreadsheet_and_a_pdf_are_written_too(clara):
    a_customer("Anna", "Lind")
    book = CalamineWorkbook.from_filelike(BytesIO(read_stored(written(clara, "column=name&column=number&export=xlsx").file)))
    assert book.get_sheet_by_index(0).to_python()[1][0] == "Lind, Anna"
    with pikepdf.open(BytesIO(read_stored(written(clara, "kind=person&export=pdf").file))) as pdf:
        assert len(pdf.pages) == 1


def test_a_pdf_of_many_rows_has_many_pages(client_of_clara):
    for number in range(60):
        a_customer("Anna", f"Lind{number}")
    answer = client_of_clara.get(f"{LIST}?export=pdf")
    with pikepdf.open(BytesIO(b"".join(answer.streaming_content))) as pdf:
        assert len(pdf.pages) > 1


def test_the_worker_writes_only_what_its_owner_may_open(clara):
    export = ask_for_list(owner=clara, title="Customers", address=f"{LIST}?export=csv", row_count=2)
    clara.roles.clear()
    with pytest.raises(PermissionDenied, match=LIST):
        write_file(export=export)


def test_a_file_is_fetched_by_its_owner_alone_and_only_while_he_may_see_the_list(client_of_clara, clara):
    a_customer()
    address = reverse("access:file", args=[written(clara, "export=csv").pk])
    assert "attachment" in client_of_clara.get(address).headers["Content-Disposition"]
    stranger = Client()
    other = StaffUser.objects.create_user("sven")
    other.roles.add(Role.objects.get(code="clerk"))
    stranger.force_login(other)
    assert stranger.get(address).status_code == 404
    clara.roles.clear()
    assert client_of_clara.get(address).status_code == 403


def test_the_bell_and_the_list_of_files_lead_to_it(client_of_clara, clara):
    a_customer()
    export = written(clara, "export=csv")
    waiting = ask_for_list(owner=clara, title="Customers", address=f"{LIST}?export=csv", row_count=4)
    ListExport.objects.filter(pk=waiting.pk).update(done_rows=1)
    bell = client_of_clara.get(reverse("runs:bell"), headers={"HX-Request": "true"}).content.decode()
    assert reverse("access:file", args=[export.pk]) in bell
    assert "25\N{NO-BREAK SPACE}%" in bell and "every 4s" in bell
    assert reverse("access:file", args=[export.pk]) in client_of_clara.get(reverse("access:files")).content.decode()


def test_files_are_forgotten_after_a_week(clara):
    a_customer()
    written(clara, "export=csv")
    assert forget_files(before=clock.now() - timedelta(days=7)) == 0
    assert forget_files(before=clock.now() + timedelta(minutes=1)) == 1
    assert not ListExport.objects.exists()
    assert not StoredFile.objects.filter(owner="list_export").exists()
