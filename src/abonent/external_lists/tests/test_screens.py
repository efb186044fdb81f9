"""Bring a file in, call row by row, get it back with the results: by the screens alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.external_lists.models import ExternalList, ListCall
from abonent.external_lists.testing import LEADS, a_list, row_named

pytestmark = pytest.mark.django_db

SAID = {"name": "Spring fair", "purpose": "Offer of a trial", "contact_purpose": "marketing", "agreed": ""}


def test_a_file_is_brought_in_its_columns_said_and_its_rows_called_to_the_end(seller, sara, today):
    upload = SimpleUploadedFile("leads.csv", LEADS)
    answer = seller.post("/lists/new/", {**SAID, "ends_on": (today + timedelta(days=30)).isoformat(), "file": upload})
    leads = ExternalList.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, leads.url)
    page = seller.get(leads.url, follow=True).content.decode()
    assert "Which column is what" in page and "070-174 06 35" in page
    chosen = {f"column_{place}": name for place, name in enumerate(["name", "phone", "email", "street_line", "postal_code", "town", "-"])}
    answer = seller.post(f"/lists/{leads.pk}/columns/", {**chosen, "default_country": "SE"}, follow=True)
    page = answer.content.decode()
    assert "2 rows are ready to be called." in page and "Åsa Ek" in page and "Storgatan 1, 871 31 Norrvik" in page
    asa, bo = row_named(leads, "Åsa Ek"), row_named(leads, "Bo Berg")
    assert seller.get(f"/lists/{leads.pk}/next/")["Location"] == asa.url
    page = seller.get(asa.url).content.decode()
    assert 'href="tel:+46701740635"' in page and "mässan" in page and "Not a customer." in page
    answer = seller.post(asa.url, {"result": "sold", "note": "One year", "call_back_on": ""})
    assert answer["Location"] == bo.url
    assert seller.post(bo.url, {"result": "no_answer", "note": "", "call_back_on": "", "stay": "1"})["Location"] == bo.url
    answer = seller.post(bo.url, {"result": "no_answer", "note": "", "call_back_on": ""}, follow=True)
    assert "Nobody is left to be called" in answer.content.decode()
    file = b"".join(seller.get(f"/lists/{leads.pk}/file/").streaming_content).decode("cp1252").splitlines()
    assert file[1].endswith(f";mässan;Sold;One year;{today};")
    assert file[2].endswith(f";mässan;No answer;;{today};")


def test_what_is_missing_is_said_at_its_field(seller, sara, today):
    page = seller.post("/lists/new/", {**SAID, "ends_on": today.isoformat(), "file": SimpleUploadedFile("a.csv", LEADS)})
    assert page.status_code == 422 and "The day has passed." in page.content.decode()
    page = seller.post("/lists/new/", {**SAID, "ends_on": "30d"})
    assert page.status_code == 422 and "Choose one file" in page.content.decode()
    leads = a_list(sara, today=today)
    row = row_named(leads, "Bo Berg")
    page = seller.post(row.url, {"result": "call_back", "note": "x", "call_back_on": ""})
    assert page.status_code == 422 and "Say on which day." in page.content.decode()
    page = seller.post(row.url, {"result": "sold", "note": "typed by hand", "call_back_on": "3d"}).content.decode()
    assert "A day to call back goes with" in page and "typed by hand" in page
    assert not ListCall.objects.exists()


def test_a_changed_file_is_said_with_what_was_typed_and_the_way_on(seller, sara, today, home):
    place = home / "lists" / "fair.csv"
    place.write_bytes(LEADS)
    page = seller.get("/lists/new/").content.decode()
    assert "fair.csv" in page
    seller.post("/lists/new/", {**SAID, "ends_on": "30d", "there": "fair.csv"})
    leads = ExternalList.objects.get(watched="fair.csv")
    seller.post(
        f"/lists/{leads.pk}/columns/",
        {"column_0": "name", "column_1": "phone", **{f"column_{n}": "-" for n in range(2, 7)}, "default_country": "SE"},
    )
    place.write_bytes(LEADS + b"Eva New;0701740638\r\n")
    bo = row_named(leads, "Bo Berg")
    answer = seller.post(bo.url, {"result": "sold", "note": "typed by hand", "call_back_on": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "changed by somebody else" in page and "typed by hand" in page and "Read the file again" in page
    page = seller.post(f"/lists/{leads.pk}/reading/", follow=True).content.decode()
    assert "Read again: 3 rows." in page and "Eva New" in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [("q=asa", ["Åsa Ek"]), ("q=070174+0636", ["Bo Berg"]), ("q=massan+berg", ["Bo Berg"]), ("result=sold", ["Bo Berg"]), ("result_how=empty", ["Åsa Ek"])],
)  # fmt: skip
def test_rows_are_found_by_anything_in_them_and_by_what_came_of_the_call(seller, sara, today, asked, names):
    leads = a_list(sara, today=today)
    seller.post(row_named(leads, "Bo Berg").url, {"result": "sold", "note": "", "call_back_on": ""})
    page = seller.get(f"{leads.url}?{asked}").content.decode()
    assert [name for name in ("Åsa Ek", "Bo Berg") if f">{name}</a>" in page] == names


def test_a_lead_becomes_a_customer_with_one_press_and_it_can_be_undone(seller, sara, today):
    leads = a_list(sara, today=today)
    row = row_named(leads, "Åsa Ek")
    page = seller.post(f"{row.url}registration/", follow=True).content.decode()
    customer = Customer.objects.get()
    assert f"Åsa Ek is customer {customer.number}." in page and "/undoing/" in page
    assert "Leads" in seller.get(f"/customers/{customer.number}/?tab=relations").content.decode()


def test_versions_are_shown_and_put_back(seller, sara, today):
    leads = a_list(sara, today=today)
    seller.post(row_named(leads, "Bo Berg").url, {"result": "sold", "note": "", "call_back_on": ""})
    first = leads.versions.last()
    page = seller.get(f"/lists/{leads.pk}/versions/").content.decode()
    assert "A result was written" in page and f"/versions/{first.pk}/putting-back/" in page
    assert b"".join(seller.get(f"/lists/{leads.pk}/versions/{first.pk}/").streaming_content) == LEADS
    page = seller.post(f"/lists/{leads.pk}/versions/{first.pk}/putting-back/", follow=True).content.decode()
    assert "1 result stands here and not in the file" in page
    assert "The file has all results." in seller.post(f"/lists/{leads.pk}/writing/", follow=True).content.decode()
    assert b";Sold;" in b"".join(seller.get(f"/lists/{leads.pk}/file/").streaming_content)


def test_a_list_is_described_anew_and_thrown_away_by_its_name_alone(seller, sara, today):
    leads = a_list(sara, today=today)
    seller.post(f"/lists/{leads.pk}/description/", {**SAID, "ends_on": "60d"})
    leads.refresh_from_db()
    assert (leads.name, leads.ends_on) == ("Spring fair", today + timedelta(days=60))
    assert "Nothing is thrown away" in seller.post(f"/lists/{leads.pk}/end/", {"name": "Leads"}, follow=True).content.decode()
    assert "is thrown away" in seller.post(f"/lists/{leads.pk}/end/", {"name": "spring fair"}, follow=True).content.decode()
    assert seller.get(leads.url).status_code == 404


def test_lists_of_other_companies_are_not_there(seller, sara, clara, today):
    leads = a_list(sara, today=today)
    clara.entities.clear()
    stranger = Client()
    stranger.force_login(clara)
    row = row_named(leads, "Bo Berg")
    for address in (leads.url, row.url, f"/lists/{leads.pk}/file/", f"/lists/{leads.pk}/versions/"):
        assert stranger.get(address).status_code == 404
    assert "Leads" not in stranger.get("/lists/").content.decode()
    assert "Leads" in seller.get("/lists/").content.decode()


def test_a_name_that_leads_out_of_the_folder_is_no_file_of_it(seller, home):
    (home / "secret.csv").write_bytes(LEADS)
    (home / "lists" / "link.csv").symlink_to(home / "secret.csv")
    assert "link.csv" not in seller.get("/lists/new/").content.decode()
    for name in ("../secret.csv", "link.csv"):
        assert seller.post("/lists/new/", {**SAID, "ends_on": "30d", "there": name}).status_code == 422
    assert not ExternalList.objects.exists()


def test_who_sees_his_own_customers_alone_sees_his_own_lists_and_no_others_customers(seller, sara, clara, today):
    leads = a_list(sara, today=today)
    a_customer("Anna", "Ask", mobile="070-174 06 35")
    StaffUser.objects.filter(pk__in=[sara.pk, clara.pk]).update(reach="own")
    clerk = Client()
    clerk.force_login(StaffUser.objects.get(pk=clara.pk))
    assert clerk.get(leads.url).status_code == 404
    asa, bo = row_named(leads, "Åsa Ek"), row_named(leads, "Bo Berg")
    page = seller.get(asa.url).content.decode()
    assert "Anna Ask" not in page and "whom you do not see" in page
    assert "Ask a colleague" in seller.post(f"{asa.url}registration/", follow=True).content.decode()
    seller.post(f"{bo.url}registration/")
    assert Customer.objects.get(responsible=sara).name == "Bo Berg"
