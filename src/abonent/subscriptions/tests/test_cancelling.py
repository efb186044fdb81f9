"""The form that ends a subscription, its receipt, its way back, and the reasons to choose from."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.subscriptions.models import Cancellation, StopReason
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.usefixtures("a_thursday")]


@pytest.fixture
def subscription(with_issues, price_list):
    """For three months from 1 May, invoiced from 17 April."""
    install_stop_reasons()
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def ask(client, subscription, **typed):
    return client.post(f"{subscription.url}cancellation/", typed, headers={"HX-Request": "true", "HX-Target": "stop-effect"})


def save(client, subscription, **typed):
    """Look, then save what was shown."""
    seen = ask(client, subscription, **typed).context["shown"].effect.digest
    return client.post(f"{subscription.url}cancellation/", {"reason": "moved", **typed, "effect": seen})


def test_without_a_day_it_ends_with_the_term(desk, subscription):
    page = said(desk.get(f"{subscription.url}cancellation/"))
    assert "The last paper comes on Friday 31 July. After that nothing more is charged." in page
    assert "23 papers in these weeks come no more" in page
    assert not Cancellation.objects.exists()


def test_while_the_day_is_typed_it_says_what_is_given_back_and_why(desk, subscription):
    page = said(ask(desk, subscription, last_day="16 jul"))
    assert "The last paper comes on Thursday 16 July. We take off 130,27 kr for what does not come any more." in page
    assert "15 of 92 issues of 799,00 kr: 130,27 kr" in page
    assert "Can be undone until Fri 17 Jul 00:00" in page
    kept = said(ask(desk, subscription, last_day="16 jul", left="keep"))
    assert "What is left of the term is not paid back." in kept
    assert not Cancellation.objects.exists()


def test_what_cannot_be_is_said_at_the_day(desk, subscription):
    assert "is not a day" in said(ask(desk, subscription, last_day="soon"))
    assert "The last day can be" in said(ask(desk, subscription, last_day="1 jul"))
    answer = desk.post(f"{subscription.url}cancellation/", {"reason": "moved", "last_day": "1 jul"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"last_day"}


def test_it_ends_as_shown_and_is_undone_from_the_toast(desk, subscription):
    answer = save(desk, subscription, last_day="16 jul", remark="to Spain", told_by="letter")
    assert answer["Location"] == subscription.url
    made = Cancellation.objects.get()
    assert (made.from_on, made.reason_id, made.remark, made.told_by) == (day("2026-07-17"), "moved", "to Spain", "letter")
    assert (made.cancelled_by.username, made.gives_back) == ("manager", True)

    page = said(desk.get(subscription.url))
    undo = reverse("runs:undo", args=[Act.objects.get(verb="cancel_subscription").pk])
    assert "Daily ends; the last paper comes on Thursday 16 July." in page
    assert undo in page
    assert "130,27 kr" in page and "Moved, to Spain" in page
    desk.post(undo)
    assert Cancellation.objects.get().withdrawn_by.username == "manager"
    assert subscription.terms.get().during.upper == day("2026-08-01")


def test_what_changed_meanwhile_is_shown_before_it_is_saved(desk, subscription):
    seen = ask(desk, subscription).context["shown"].effect.digest
    a_renewal_run(subscription.entity, "2026-07-09")
    answer = desk.post(f"{subscription.url}cancellation/", {"reason": "moved", "effect": seen})
    assert answer.status_code == 422
    assert "Something was changed meanwhile. Look at the new effect and save again." in said(answer)
    assert "The term from Sat 1 Aug is not charged." in said(answer)
    assert not Cancellation.objects.exists()


def test_a_reason_is_asked_for(desk, subscription):
    answer = desk.post(f"{subscription.url}cancellation/", {"effect": ask(desk, subscription).context["shown"].effect.digest})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason"}


def test_nobody_cancels_twice(desk, subscription):
    save(desk, subscription)
    answer = desk.post(f"{subscription.url}cancellation/", {"reason": "moved"})
    assert answer.status_code == 422
    assert "is cancelled already" in said(answer)


def test_a_cancellation_is_taken_back_from_the_page_once(desk, subscription):
    save(desk, subscription)
    assert "/undoing/" in said(desk.get(subscription.url))
    assert desk.post(f"{subscription.url}cancellation/withdrawal/")["Location"] == subscription.url
    assert Cancellation.objects.get().withdrawn_at is not None
    page = said(desk.get(subscription.url))
    assert "Daily goes on." in page
    assert "Cancellation taken back" in page
    # The first act is done with: nothing offers to undo it again.
    assert "/undoing/" not in page
    desk.post(f"{subscription.url}cancellation/withdrawal/")
    assert "is taken back already" in said(desk.get(subscription.url))


def test_the_receipt_is_in_the_customers_language_and_says_what_is_given_back(desk, subscription):
    save(desk, subscription, last_day="16 jul")
    page = said(desk.get(reverse("subscriptions:cancellation_receipt", args=[Cancellation.objects.get().pk])))
    assert 'lang="sv"' in page
    assert "130,27 kr" in page
    assert "Flyttat" in page


def test_a_reason_is_made_changed_retired_and_undone(desk, subscription):
    reasons = reverse("subscriptions:stop_reasons")
    assert "Too expensive" in said(desk.get(reasons))
    made = desk.post(f"{reasons}new/", {"name_en": "Found a cheaper paper", "name_sv": "Billigare tidning", "kind": "price"})
    assert made["Location"] == reasons
    row = StopReason.objects.get(pk="found_a_cheaper_paper")
    assert (row.kind, row.name) == ("price", {"en": "Found a cheaper paper", "sv": "Billigare tidning"})
    assert "Found a cheaper paper" in said(desk.get(f"{subscription.url}cancellation/"))

    desk.post(f"{reasons}{row.pk}/", {"name_en": "Cheaper paper", "kind": "price"})
    assert row not in desk.get(f"{subscription.url}cancellation/").context["form"].fields["reason"].queryset
    page = said(desk.get(f"{reasons}{row.pk}/"))
    assert "Eva Berg" in page and "Found a cheaper paper" in page
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="change_stop_reason").pk]))
    row.refresh_from_db()
    assert (str(row), row.retired) == ("Found a cheaper paper", False)


def test_a_reason_needs_a_name(desk):
    answer = desk.post(reverse("subscriptions:new_stop_reason"), {"kind": "price"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name_en"}


def test_whoever_may_not_set_up_sees_no_reasons_to_change(signed_in, subscription):
    assert signed_in("clerk", subscription.entity).get(reverse("subscriptions:stop_reasons")).status_code == 403


def test_stops_are_listed_by_reason_and_period(desk, subscription):
    save(desk, subscription, last_day="16 jul")
    stops = reverse("subscriptions:stops")
    page = said(desk.get(stops))
    assert "Moved" in page and "130,27" in page and "1 stop" in page
    assert subscription.url in said(desk.get(f"{stops}?kind=moved&cancelled_from=2026-07-01&cancelled_to=2026-07-31"))
    assert subscription.url not in said(desk.get(f"{stops}?kind=price"))
    assert subscription.url not in said(desk.get(f"{stops}?cancelled_to=2026-07-01"))
    assert subscription.url not in said(desk.get(f"{stops}?reason=price"))
