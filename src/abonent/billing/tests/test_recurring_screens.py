"""The screens of recurring invoices: the list of what is due, the form with its effect, pauses, the run, and the customer's page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from abonent.billing.models import Recurrence, RecurringInvoice
from abonent.billing.operations.recurring import KIND, LineDescription, RecurringDescription, add_recurring
from abonent.billing.testing import a_payer, a_publisher
from abonent.billing.tests.test_pages import page, signed_in
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def a_thursday() -> Iterator[None]:
    with clock.set_to(clock.moment(day("2026-07-09"), time(10), "Europe/Stockholm")):
        yield


@pytest.fixture
def firm() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def payer() -> Customer:
    return a_payer()


@pytest.fixture
def finance(client: Client, firm: LegalEntity) -> Client:
    return signed_in(client, firm, "finance")


@pytest.fixture
def care(firm: LegalEntity, payer: Customer) -> RecurringInvoice:
    line = LineDescription(text="Web site", quantity=Decimal(1), unit_price=Decimal(500), tax_category="standard", revenue_class="service")
    described = RecurringDescription(payer=payer, name="Care", starts_on=day("2026-06-01"), lines=[line])
    return add_recurring(entity=firm, described=described, actor=None)


def typed(firm: LegalEntity, payer: Customer, **said: str) -> dict[str, str]:
    blank = {"product": "", "text": "", "quantity": "1", "unit_price": "", "tax_category": "standard", "revenue_class": "service"}
    lines = [{**blank, "text": "Web site", "unit_price": "500,00"}, blank]
    return {
        "entity": str(firm.pk),
        "payer": str(payer.number),
        "name": "Care",
        "every_count": "1",
        "every_unit": "month",
        "starts_on": "1 aug",
        "covers": "ahead",
        "basis": "net",
        "lines-TOTAL_FORMS": "2",
        "lines-INITIAL_FORMS": "0",
        **{f"lines-{number}-{name}": value for number, line in enumerate(lines) for name, value in line.items()},
        **said,
    }


def effect_of(client: Client, url: str, data: dict[str, str]) -> str:
    answer = client.post(url, data, headers={"HX-Request": "true", "HX-Target": "recurring-effect"})
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def digest_in(html: str) -> str:
    [found] = re.findall(r'name="effect" value="(\w+)"', html)
    return str(found)


def test_the_effect_is_read_while_it_is_typed_and_saved_as_it_was_read(finance, firm, payer):
    url = reverse("billing:new_recurring")
    html = effect_of(finance, url, typed(firm, payer))
    assert "You are invoiced 500,00 kr on Sat 1 Aug, then every month." in html
    assert "6 000,00 kr" in html
    assert not RecurringInvoice.objects.exists()
    answer = finance.post(url, typed(firm, payer, effect=digest_in(html)))
    recurring = RecurringInvoice.objects.get()
    assert answer.headers["Location"] == recurring.url
    assert (recurring.payer, recurring.lines.get().unit_price) == (payer, Decimal(500))
    assert "Undo" in page(finance, recurring.url)


def test_what_does_something_else_than_what_was_read_is_shown_again(finance, firm, payer):
    url = reverse("billing:new_recurring")
    digest = digest_in(effect_of(finance, url, typed(firm, payer)))
    answer = finance.post(url, typed(firm, payer, effect=digest, **{"lines-0-unit_price": "600"}))
    assert answer.status_code == 422
    assert "Something has changed meanwhile" in answer.content.decode()
    assert not RecurringInvoice.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"ends_on": "1 jul"}, "This is before the first day."),
        ({"index_percent": "2"}, "Say from which day the prices rise."),
        ({"lines-0-unit_price": ""}, "Say the price of one."),
        ({"lines-0-quantity": "0"}, "Say how many, not zero."),
        ({"lines-0-revenue_class": ""}, "Say the revenue class."),
        ({"lines-0-text": ""}, "Choose a product, or say in words what it is for."),
        ({"lines-0-text": "", "lines-0-unit_price": ""}, "Say at least one line"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(finance, firm, payer, said: dict[str, Any], told: str):
    answer = finance.post(reverse("billing:new_recurring"), typed(firm, payer, **said))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_change_shows_before_and_after_and_is_undone(finance, firm, payer, care):
    url = reverse("billing:change_recurring", args=[care.pk])
    assert "500,00" in page(finance, url)
    changed = typed(firm, payer, starts_on="2026-06-01", **{"lines-0-unit_price": "650"})
    html = effect_of(finance, url, changed)
    assert "500,00 kr" in html
    assert "650,00 kr" in html
    finance.post(url, {**changed, "effect": digest_in(html)})
    assert care.lines.get().unit_price == Decimal(650)
    act = Act.objects.get(verb="change_recurring")
    finance.post(reverse("runs:undo", args=[act.pk]))
    assert care.lines.get().unit_price == Decimal(500)


def test_the_list_has_the_due_ones_and_the_tile_leads_to_them(finance, care):
    html = page(finance, reverse("billing:recurring_list") + "?state=due")
    assert "Care" in html
    assert "every month" in html
    assert "Recurring invoices due" in page(finance, reverse("desk:home") + "?role=finance")
    commit_run(run=approve_run(run=plan_run(run=begin_run(kind=KIND, entity=care.entity, as_of=day("2026-07-09"), actor=None)), actor=None))
    assert "Care" not in page(finance, reverse("billing:recurring_list") + "?state=due").split("</nav>")[-1]
    assert "Recurring invoices due" not in page(finance, reverse("desk:home") + "?role=finance")


def test_one_is_made_from_its_page_and_looked_at_first(finance, care):
    assert page(finance, care.url).count("due</span>") == 2
    answer = finance.post(reverse("billing:make_recurring", args=[care.pk]))
    run = Run.objects.get(kind=KIND)
    assert answer.headers["Location"] == run.url
    plan_run(run=run)
    looked_at = page(finance, reverse("billing:recurring_plan", args=[run.pk]))
    assert "Go to Commit: 2 days" in looked_at
    assert "Lindqvist" in looked_at
    commit_run(run=approve_run(run=run, actor=None))
    shown = page(finance, care.url)
    assert "due</span>" not in shown
    assert shown.count("waits to be billed") == Recurrence.objects.count() == 2


def test_a_pause_is_said_and_ended(finance, care):
    finance.post(reverse("billing:pause_recurring", args=[care.pk]), {"from_on": "1 jun", "until": "", "reason": "Rebuilding"})
    html = page(finance, care.url)
    assert "Nothing is due any more" in html
    assert "Rebuilding" in html
    finance.post(reverse("billing:resume_recurring", args=[care.pk]))
    assert f"{care.pauses.get().during.upper}" == "2026-07-09"
    answer = finance.post(reverse("billing:pause_recurring", args=[care.pk]), {"from_on": "1 aug", "until": "1 jul", "reason": ""})
    assert answer.status_code == 422


def test_the_customers_page_has_what_recurs(finance, care, payer):
    html = page(finance, reverse("billing:recurring_panel", args=[payer.pk]))
    assert "Care" in html
    assert f"?customer={payer.number}" in html
    assert f'value="{payer.number}"' in page(finance, reverse("billing:new_recurring") + f"?customer={payer.number}")


def test_who_may_not_say_it_reads_it_only(client, firm, care):
    auditor = signed_in(client, firm, "auditor")
    assert reverse("billing:change_recurring", args=[care.pk]) not in page(auditor, care.url)
    assert auditor.get(reverse("billing:new_recurring")).status_code == 403
