"""A customer moves: what begins and ends when, which paper comes there first, and what undoing does."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.customers.entries import Door
from abonent.customers.models import Address
from abonent.editions.models.lead_time import LeadTime
from abonent.kit.periods import day, period
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.models import Promise
from abonent.subscriptions.operations import AskedMove, CannotMove, Elsewhere, move_customer, preview_move, redirect_subscription
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
NEW = Door.read(country="SE", code="871 31", town="Norrvik", street_line="Storgatan 5")
OTHER = Door.read(country="SE", code="871 40", town="Norrvik", street_line="Sandvägen 3")


@pytest.fixture
def subscription(with_issues, price_list):
    made = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01"))
    LeadTime.objects.create(entity=made.entity, during=period("2026-01-01", None), act="move", days_before=2, at="12:00")
    return made


def moved(subscription, moves_on="2026-07-20", to=NEW, **said):
    asked = AskedMove(moves_on=day(moves_on), to=to, **said)
    return move_customer(customer=subscription.subscriber, asked=asked, actor=None, today=TODAY)


def addresses(subscription):
    rows = Address.objects.filter(customer=subscription.subscriber).order_by("kind", "during")
    return [(row.kind, str(row.place), row.during.lower.isoformat(), row.during.upper and row.during.upper.isoformat()) for row in rows]


def test_the_old_address_ends_where_the_new_begins_and_invoices_follow(subscription):
    moved(subscription)
    old, new = addresses(subscription)
    assert old[3] == new[2] == "2026-07-20"
    assert new[:2] == ("delivery", "Storgatan 5, 871 31 Norrvik")


def test_the_promise_clock_says_which_paper_is_the_first_there(subscription):
    """At ten on Thursday the paper of Saturday can still be moved, whoever moves today; that of tomorrow cannot."""
    effect = preview_move(customer=subscription.subscriber, asked=AskedMove(moves_on=TODAY, to=NEW), today=TODAY)
    assert effect.moved[0].first.published_on == day("2026-07-11")
    act = moved(subscription, "2026-07-20")
    promise = Promise.objects.get(act=act)
    assert (promise.change, promise.issue_on, promise.decided_by, promise.days_before) == ("move", day("2026-07-20"), "lead_time", 2)


def test_a_redirect_goes_before_the_new_address_and_is_told(subscription):
    asked = Elsewhere(first=day("2026-07-18"), last=day("2026-07-25"), to=OTHER)
    redirect_subscription(subscription=subscription, asked=asked, actor=None, today=TODAY)
    effect = preview_move(customer=subscription.subscriber, asked=AskedMove(moves_on=day("2026-07-20"), to=NEW), today=TODAY)
    assert effect.moved[0].meanwhile == "redirected"


def test_invoices_stay_where_they_go_or_move_with_him(subscription):
    old = addresses(subscription)[0][1]
    moved(subscription, invoices_too=False)
    assert addresses(subscription)[0] == ("billing", old, "2026-07-20", None)
    moved(subscription, "2026-08-10", OTHER, invoices_too=True)
    assert addresses(subscription)[:2] == [
        ("billing", old, "2026-07-20", "2026-08-10"),
        ("billing", "Sandvägen 3, 871 40 Norrvik", "2026-08-10", None),
    ]


def test_moving_is_undone_with_the_address_of_invoices(subscription):
    before = addresses(subscription)
    act = moved(subscription, invoices_too=False)
    undo_act(act=act, actor=None, today=TODAY)
    assert addresses(subscription) == before


def test_an_address_that_was_changed_again_since_is_not_taken_back(subscription):
    act = moved(subscription, "2026-07-20")
    later = moved(subscription, "2026-08-20", OTHER)
    Act.objects.filter(pk=later.pk).update(undone_at="2026-07-09T08:00:00Z")
    with pytest.raises(CannotMove, match="changed again since"):
        undo_act(act=act, actor=None, today=TODAY)


def test_what_makes_no_sense_is_refused(subscription):
    with pytest.raises(CannotMove, match="is past"):
        moved(subscription, "2026-07-08")
    home = subscription.subscriber.addresses.get().place
    with pytest.raises(CannotMove, match="already"):
        moved(subscription, to=home)


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def test_the_panel_says_the_first_paper_and_saving_leads_back_with_an_undo(desk, subscription):
    address = reverse("subscriptions:move", args=[subscription.subscriber_id])
    typed = {
        "moves_on": "20 jul",
        "to": "new",
        "address": "Storgatan 5, 871 31 Norrvik",
        "country": "SE",
        "care_of": "",
        "invoices": "there",
    }
    answer = desk.post(address, typed, headers={"HX-Request": "true", "HX-Target": "move-effect"})
    page = said(answer)
    assert "From Monday 20 July the address is Storgatan 5, 871 31 Norrvik." in page
    assert "comes there with the paper of Monday 20 July." in page
    assert "Can be undone until Sat 18 Jul 12:00" in page
    saved = desk.post(address, {**typed, "effect": answer.context["shown"].effect.digest})
    assert saved["Location"] == f"/customers/{subscription.subscriber.number}/"
    act = Act.objects.get(verb="move_customer")
    page = said(desk.get(subscription.url))
    assert "moves on" in page and reverse("runs:undo", args=[act.pk]) in page
    receipt = reverse("subscriptions:move_receipt", args=[act.pk])
    assert receipt in page
    assert "Storgatan 5, 871 31 Norrvik" in said(desk.get(receipt))
    desk.post(reverse("runs:undo", args=[act.pk]))
    assert desk.get(receipt).status_code == 404
