"""Played in a real browser, with a real mail server: the invoices of a run leave, one does not arrive and is sent again to the right address."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from abonent.billing.models import InvoiceSending
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.connectors.smtp.sending import send_waiting
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_invoices_of_a_run_leave_and_one_is_sent_again(page_as, mail_server, settings, tmp_path, width: int, theme: str):
    settings.MEDIA_ROOT = tmp_path
    norrvik = a_publisher()
    for name, email in (("Anna", "anna@example.com"), ("Berit", "dead.letter@example.com"), ("Cilla", "")):
        a_charge(a_payer(name, invoice_channel="email", email=email), "1249.00", entity=norrvik)
    run = a_billing(norrvik)
    page: Page = page_as("finance", width=width, theme=theme)
    page.goto(reverse("billing:send", args=[run.pk]))
    page.get_by_role("button", name="Send by e-mail").click()
    expect(page.get_by_text("2 invoices are on their way by e-mail")).to_be_visible()
    send_waiting()
    expect(page.get_by_role("link", name="Refused")).to_be_visible()
    expect(page.get_by_text("1 payer has no e-mail address")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)

    page.get_by_role("link", name="Refused").click()
    page.get_by_role("link", name="dead.letter@example.com").click()
    expect(page.get_by_text("no such mailbox")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
    page.get_by_label("To", exact=True).fill("berit@example.com")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("It is on its way to berit@example.com")).to_be_visible()
    send_waiting()
    page.reload()
    expect(page.get_by_text("250 2.0.0 queued")).to_be_visible()
    assert sorted(str(mail["To"]) for mail in mail_server.mails) == ["anna@example.com", "berit@example.com"]
    assert InvoiceSending.objects.filter(channel="email").count() == 2
    page.goto(reverse("correspondence:outbox"))
    expect(page.get_by_text("berit@example.com")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
