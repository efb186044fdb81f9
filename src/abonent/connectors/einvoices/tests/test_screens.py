"""The screen of e-invoices as those see it who look after them."""

from __future__ import annotations

import pytest
from django.test import Client

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.models import OutboxDocument, OutboxRoute
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import a_buyer
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db


@pytest.fixture
def norrvik(rules, settings, tmp_path) -> LegalEntity:
    settings.MEDIA_ROOT = tmp_path / "files"
    return a_publisher()


def signed_in(client: Client, entity: LegalEntity, *roles: str) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create(username="-".join(roles), language="en")
    user.roles.set(Role.objects.filter(code__in=roles))
    StaffEntity.objects.create(staff_user=user, entity=entity)
    client.force_login(user)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_a_way_is_opened_and_closed_and_can_be_taken_back(client, norrvik):
    boss = signed_in(client, norrvik, "administrator")
    assert "No way is open" in page(boss, "/e-invoices/")
    said = {"entity": norrvik.pk, "written_as": "peppol", "way": "folder", "address": "peppol-out", "secret": ""}
    shown = boss.post("/e-invoices/ways/new/", said, follow=True).content.decode()
    assert "sends Peppol BIS Billing 3 from the next invoice on" in shown and "peppol-out" in shown and "/undoing/" in shown
    refused = boss.post("/e-invoices/ways/new/", {**said, "address": "../x"})
    assert refused.status_code == 422 and "is no name of a folder" in refused.content.decode()
    shown = boss.post(f"/e-invoices/ways/{OutboxRoute.objects.get().pk}/closing/", follow=True).content.decode()
    assert "What waits goes on waiting" in shown and "No way is open" in shown


def test_what_is_held_back_says_the_rule_what_it_means_and_where_it_is_put_right(client, norrvik):
    finance = signed_in(client, norrvik, "finance")
    OutboxRoute.objects.create(entity=norrvik, format="peppol", address="peppol-out")
    buyer = a_buyer("Norrviks Tryckeri AB", einvoice_address="")
    a_charge(buyer, "359.00", entity=norrvik)
    a_billing(norrvik)
    document = OutboxDocument.objects.get()
    assert "Waiting" in page(finance, document.invoice.url)
    send_due()
    shown = page(finance, "/e-invoices/")
    assert "PEPPOL-EN16931-R010" in shown and "Buyer electronic address MUST be provided" in shown
    assert "Ask him for it and write it down" in shown and f"/customers/{buyer.number}/identity/" in shown
    assert "Parked" in page(finance, document.invoice.url)
    type(buyer).objects.update(einvoice_address="0007:5560360793")
    assert "is checked and sent within a minute" in finance.post(f"/e-invoices/{document.pk}/another-try/", follow=True).content.decode()
    send_due()
    assert "Nothing is held back" in page(finance, "/e-invoices/")
    assert f"/e-invoices/{document.pk}/file/" in page(finance, document.invoice.url)
    file = finance.get(f"/e-invoices/{document.pk}/file/")
    assert file["Content-Type"] == "application/xml" and b"0007" in file.content


def test_where_rules_are_missing_the_screen_says_so(client, norrvik, no_rules):
    finance = signed_in(client, norrvik, "finance")
    OutboxRoute.objects.create(entity=norrvik, format="peppol", address="peppol-out")
    a_charge(a_buyer(), "359.00", entity=norrvik)
    a_billing(norrvik)
    send_due()
    shown = page(finance, "/e-invoices/")
    assert "missing: what needs it waits" in shown and "Waits for rules that are not here" in shown and "abonent rules add FILE" in shown


def test_nobody_sees_or_sends_what_is_another_companys(client, norrvik):
    a_charge(a_buyer(), "359.00", entity=norrvik)
    OutboxRoute.objects.create(entity=norrvik, format="peppol", address="peppol-out")
    a_billing(norrvik)
    OutboxDocument.objects.update(state="parked", findings=[{"rule": "BR-11", "text": "Country is missing"}])
    stranger = signed_in(client, a_publisher("FI"), "finance", "administrator")
    document = OutboxDocument.objects.get()
    assert "BR-11" not in page(stranger, "/e-invoices/") and "peppol-out" not in page(stranger, "/e-invoices/")
    assert stranger.post(f"/e-invoices/{document.pk}/another-try/").status_code == 404
    assert stranger.get(f"/e-invoices/{document.pk}/file/").status_code == 404
    assert stranger.post(f"/e-invoices/ways/{OutboxRoute.objects.get().pk}/closing/").status_code == 404


def test_a_company_reports_straight_to_its_authority_by_keys_that_are_never_shown(client, rules):
    duna = a_publisher("HU")
    boss = signed_in(client, duna, "administrator")
    assert "Report to NAV" in page(boss, "/e-invoices/") and "Send to KSeF" not in page(boss, "/e-invoices/")
    keys = {"login": "lwilsmn0uqdxe6u", "password": "titkos", "signing_key": "ac-ac3a-7f661bff", "exchange_key": "2P11CS49ASIL1234"}
    said = {"entity": duna.pk, "system": "test", **keys}
    assert boss.post("/e-invoices/ways/nav/", {**said, "exchange_key": "short"}).status_code == 422
    shown = boss.post("/e-invoices/ways/nav/", said, follow=True).content.decode()
    assert "sends NAV Online Számla 3.0 from the next invoice on" in shown and "https://api-test.onlineszamla.nav.gov.hu" in shown
    route = OutboxRoute.objects.get()
    assert route.way == "direct" and not any(key in shown or key in route.secret for key in keys.values())


def test_a_company_in_poland_is_offered_ksef(client, rules):
    wisla = a_publisher("PL")
    boss = signed_in(client, wisla, "administrator")
    assert "Send to KSeF" in page(boss, "/e-invoices/") and "Report to NAV" not in page(boss, "/e-invoices/")
    shown = boss.post("/e-invoices/ways/ksef/", {"entity": wisla.pk, "system": "production", "token": "20260701-EC"}, follow=True)
    assert "https://api.ksef.mf.gov.pl/v2" in shown.content.decode()
