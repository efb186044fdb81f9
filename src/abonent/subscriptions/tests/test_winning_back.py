"""Who may be asked back: who stopped, gets nothing else of the company and may be sent an offer; with why and what was offered then."""

from __future__ import annotations

import re

import pytest

from abonent.catalog.testing import an_entity
from abonent.customers.models import Customer
from abonent.customers.operations import note_consent
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.subscriptions.models import Cancellation, SaveOffer, StopReason
from abonent.subscriptions.operations import cancel_subscription, install_stop_reasons
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")


@pytest.fixture
def stopped(with_issues, price_list):
    """`stopped("Anna")`: had a month, said in time that he stops with it, and got nothing since."""
    install_stop_reasons()

    def one(name, *, reason="price", starts_on="2026-05-01", **more) -> Customer:
        said = {"street_line": "Skolgatan 14", "postal_code": "123 45", "town": "Norrvik", **more}
        customer = a_customer(name, country="SE", **said)
        order = an_order(product=with_issues, price_list=price_list, starts_on=starts_on, term_length=1, subscriber=customer)
        subscription = a_subscription(order=order)
        because = StopReason.objects.get(pk=reason)
        cancel_subscription(subscription=subscription, reason=because, actor=None, today=day(starts_on))
        return customer

    return one


def names(desk, query):
    text = desk.get(f"/subscriptions/win-back/{query}").content.decode()
    return {name for name in ("Anna", "Bo", "Cilla", "David", "Elsa", "Filip", "Greta") if re.search(rf"\b{name}\b", text)}


def test_who_stopped_and_may_be_asked_is_in_the_list(desk, stopped):
    stopped("Anna")
    stopped("Bo", reason="deceased")
    stopped("Cilla", reason="switched")
    stopped("David", reason="not_paid")
    Cancellation.objects.filter(subscription__subscriber=stopped("Elsa")).update(from_on=day("2024-06-01"))
    assert names(desk, "") == {"Anna"}
    page = desk.get("/subscriptions/win-back/").content.decode()
    assert "Too expensive" in page and "Letter" in page


def test_who_has_refused_or_cannot_be_reached_is_not_asked(desk, stopped):
    anna, _bo = stopped("Anna"), stopped("Bo", mobile="070-123 45 67")
    stopped("Cilla", street_line="", postal_code="", town="")
    assert names(desk, "") == {"Anna", "Bo"}
    assert names(desk, "?way=telephone") == {"Bo"}
    note_consent(customer=anna, channel="mail", purpose="marketing", said="withdrawn", source="telephone", actor=None, today=TODAY)
    assert names(desk, "") == {"Bo"}


def test_who_came_back_or_gets_something_else_is_not_asked(desk, stopped, monthly, price_list):
    anna = stopped("Anna")
    again = an_order(product=monthly, price_list=price_list, starts_on="2026-08-01", term_unit="issue", term_length=6, subscriber=anna)
    a_subscription(order=again, today=TODAY)
    assert names(desk, "") == set()


def test_what_was_offered_then_stands_beside_it(desk, with_issues, stopped):
    offer = SaveOffer.objects.create(entity=with_issues.entity, gives="issues", count=10, say={"en": "Ten papers for free?"})
    anna = stopped("Anna")
    cancellation = anna.subscriptions.get().cancellations.get()
    cancellation.save_attempts.create(save_offer=offer, subscription=cancellation.subscription, reason=cancellation.reason, taken=False)
    assert "Ten papers for free?" in desk.get("/subscriptions/win-back/").content.decode()


def test_the_list_is_exported_with_how_each_may_be_asked(desk, stopped):
    stopped("Anna")
    answer = desk.get("/subscriptions/win-back/?export=csv")
    text = b"".join(answer).decode("utf-8-sig") if answer.streaming else answer.content.decode("utf-8-sig")
    assert "Anna" in text and "Letter" in text and "Too expensive" in text


def test_another_company_asks_nobody_of_ours(signed_in, stopped):
    stopped("Anna")
    assert names(signed_in("manager", an_entity(code="other")), "") == set()
