"""Deferred revenue: what is invoiced without VAT for issues to come, by product, by day and by subscription, to the cent of the books."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.test import Client

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.roles import FINANCE
from abonent.billing.deferred import Month, deferred_by_day, deferred_by_product, deferred_by_term
from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice
from abonent.billing.testing import a_billing, a_payer, a_publisher
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.editions.models import Issue
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day
from abonent.ledger.models import AccountMapping, JournalLine
from abonent.subscriptions.models import Pause
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = pytest.mark.django_db

JULY, AUGUST, SEPTEMBER = (Month(day(f"2026-0{number}-01")) for number in (7, 8, 9))


@pytest.fixture
def norrvik():
    return a_publisher()


@pytest.fixture
def finance(norrvik) -> StaffUser:
    install_ready_roles()
    said = {"username": "eva", "password": "not used here", "full_name": "Eva Berg", "language": "en"}
    return take_on_staff(**said, roles=[FINANCE], entities=[norrvik])


@pytest.fixture
def daily(norrvik):
    edition = issues_on(an_edition(entity=norrvik), DAILY, first="2026-01-01", until="2027-01-01")
    return a_product(entity=norrvik, editions=[edition], shares=["1"])


@pytest.fixture
def subscription(daily):
    """July to September, 92 issues, for 799.00: 753.77 without VAT."""
    price_list = a_price_list(entity=daily.entity)
    prices_from("2025-01-01", price_list, {(daily, 3): "799.00"})
    order = an_order(product=daily, price_list=price_list, starts_on="2026-07-01", term_length=3, subscriber=a_payer())
    return a_subscription(order=order)


def told(rows):
    return [tuple(str(amount) for amount in (one.opening, one.invoiced, one.earned, one.closing)) for one in rows]


def test_what_is_invoiced_is_earned_month_by_month(norrvik, subscription, finance):
    a_billing(norrvik, as_of="2026-07-01")
    assert told(deferred_by_product(JULY, viewer=finance)) == [("0.00", "753.77", "253.99", "499.78")]
    assert told(deferred_by_product(AUGUST, viewer=finance)) == [("499.78", "0.00", "253.99", "245.79")]
    assert told(deferred_by_product(SEPTEMBER, viewer=finance)) == [("245.79", "0.00", "245.79", "0.00")]
    assert deferred_by_product(Month(day("2026-10-01")), viewer=finance) == []


def test_what_is_deferred_and_earned_is_what_was_posted_as_prepaid(norrvik, subscription, finance):
    a_billing(norrvik, as_of="2026-07-01")
    prepaid = AccountMapping.objects.filter(entity=norrvik, purpose="prepaid").values("account")
    posted = JournalLine.objects.filter(account__in=prepaid).aggregate(sum=Sum("amount"))["sum"]
    [july] = deferred_by_product(JULY, viewer=finance)
    assert july.closing + july.earned == -posted == Decimal("753.77")


def test_what_is_invoiced_late_is_earned_at_once_for_the_issues_that_came(norrvik, subscription, finance):
    a_billing(norrvik, as_of="2026-08-15")
    assert deferred_by_product(JULY, viewer=finance) == []
    [august] = deferred_by_product(AUGUST, viewer=finance)
    assert (august.opening, august.invoiced, august.earned, august.closing) == (
        0,
        Decimal("753.77"),
        Decimal("507.98"),
        Decimal("245.79"),
    )
    first = deferred_by_day(AUGUST, subscription.product, viewer=finance)[0]
    assert (first.of, first.invoiced) == (day("2026-08-15"), Decimal("753.77"))


def test_a_credit_note_takes_back_what_was_earned(norrvik, subscription, finance):
    a_billing(norrvik, as_of="2026-07-01")
    credit_invoice(invoice=Invoice.objects.get(), actor=None, today=day("2026-08-10"))
    [august] = deferred_by_product(AUGUST, viewer=finance)
    assert (august.opening, august.invoiced, august.earned, august.closing) == (
        Decimal("499.78"),
        Decimal("-753.77"),
        Decimal("-253.99"),
        0,
    )


def test_what_a_pause_without_an_end_keeps_back_waits(norrvik, subscription, finance):
    a_billing(norrvik, as_of="2026-07-01")
    Pause.objects.create(subscription=subscription, during=(day("2026-08-01"), None), gives="prolong", digital_goes_on=False)
    assert told(deferred_by_product(Month(day("2028-01-01")), viewer=finance))[0][3] == "499.78"


def test_days_and_subscriptions_sum_to_the_product(norrvik, subscription, finance, daily):
    order = an_order(product=daily, price_list=subscription.price_list, starts_on="2026-07-20", term_length=3, subscriber=a_payer("Bo"))
    a_subscription(order=order)
    a_billing(norrvik, as_of="2026-07-20")
    [july] = deferred_by_product(JULY, viewer=finance)
    days = deferred_by_day(JULY, daily, viewer=finance)
    terms = [one for _term, one in deferred_by_term(JULY, daily, viewer=finance, after=0, at_most=10)]
    assert len(terms) == 2
    for name in ("invoiced", "earned"):
        assert sum(getattr(one, name) for one in days) == sum(getattr(one, name) for one in terms) == getattr(july, name) != 0


def test_the_page_of_a_month_leads_to_a_product_and_on_to_the_term(norrvik, subscription, finance, daily, client: Client):
    client.force_login(finance)
    assert "Nothing was deferred in this month" in client.get("/deferred-revenue/?month=2026-07").content.decode()
    a_billing(norrvik, as_of="2026-07-01")
    page = client.get("/deferred-revenue/?month=2026-07").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("July 2026", "753,77 kr", "253,99 kr", "499,78 kr", f"/deferred-revenue/{daily.pk}/?month=2026-07"):
        assert words in page, words
    product = client.get(f"/deferred-revenue/{daily.pk}/?month=2026-07").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    term = subscription.terms.get()
    for words in ("By issue", "8,19 kr", f"/subscriptions/terms/{term.pk}/issues/?month=2026-07"):
        assert words in product, words
    assert client.get("/deferred-revenue/?month=july").status_code == 404
    assert client.get(f"/deferred-revenue/{daily.pk}/?after=x").status_code == 404


def test_the_month_and_its_subscriptions_are_taken_as_files(norrvik, subscription, finance, daily, client: Client):
    client.force_login(finance)
    a_billing(norrvik, as_of="2026-07-01")
    products = b"".join(client.get("/deferred-revenue/?month=2026-07&export=csv").streaming_content).decode().splitlines()
    assert "Deferred after" in products[0] and "253.99" in products[1] and "499.78" in products[1]
    terms = b"".join(client.get(f"/deferred-revenue/{daily.pk}/?month=2026-07&export=csv").streaming_content).decode().splitlines()
    assert len(terms) == 2 and str(subscription.number) in terms[1] and "253.99" in terms[1]
    sheet = client.get(f"/deferred-revenue/{daily.pk}/?month=2026-07&export=xlsx")
    assert sheet.headers["Content-Disposition"].endswith(f'"deferred-revenue-{daily.code}-2026-07.xlsx"')


def test_terms_beyond_the_calendar_stand_by_themselves(norrvik, subscription, finance, daily, client: Client):
    a_billing(norrvik, as_of="2026-07-01")
    Issue.objects.filter(published_on__gte=subscription.terms.get().sold_during.upper - timedelta(days=5)).delete()
    [july] = deferred_by_product(JULY, viewer=finance)
    assert july.uncounted == july.closing != 0
    assert deferred_by_term(JULY, daily, viewer=finance, after=0, at_most=10) == []
    [(_term, waits)] = deferred_by_term(JULY, daily, viewer=finance, after=0, at_most=10, counted=False)
    assert waits.uncounted == july.closing
    client.force_login(finance)
    for address in ("/deferred-revenue/", f"/deferred-revenue/{daily.pk}/"):
        assert "Waits for the calendar" in client.get(f"{address}?month=2026-07").content.decode()


def test_whoever_sees_some_customers_only_sees_no_sums(norrvik, subscription, finance, daily, client: Client):
    a_billing(norrvik, as_of="2026-07-01")
    StaffUser.objects.filter(pk=finance.pk).update(reach=StaffUser.Reach.OWN)
    some = StaffUser.objects.get(pk=finance.pk)
    assert deferred_by_product(JULY, viewer=some) == []
    client.force_login(some)
    assert client.get(f"/deferred-revenue/{daily.pk}/?month=2026-07").status_code == 404


def test_another_company_sees_nothing_of_it(norrvik, subscription, daily, client: Client):
    a_billing(norrvik, as_of="2026-07-01")
    install_ready_roles()
    other = take_on_staff(
        username="kaj", password="not used here", full_name="Kaj Berg", language="en", roles=[FINANCE], entities=[a_publisher("FI")]
    )
    assert deferred_by_product(JULY, viewer=other) == []
    client.force_login(other)
    assert client.get(f"/deferred-revenue/{daily.pk}/").status_code == 404
