"""The panel that sends a paper elsewhere, its receipt, and the weeks that say where each issue goes."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from abonent.catalog.testing import an_entity
from abonent.kit.periods import period
from abonent.runs.models import Act
from abonent.subscriptions.models import Redirect
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

COTTAGE = "Sandvägen 3, 871 40 Norrvik"


@pytest.fixture
def subscription(with_issues, price_list):
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01"))


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def typed(**said_by_him):
    return {"days": "aug", "to": "new", "address": COTTAGE, "country": "SE", "delivery_method": "carrier",
            "weekdays": ["0", "1", "2", "3", "4", "5", "6"], "receiver": "", "remark": "", **said_by_him}  # fmt: skip


def ask(client, url, **said_by_him):
    return client.post(url, typed(**said_by_him), headers={"HX-Request": "true", "HX-Target": "redirect-effect"})


def place(client, subscription, **said_by_him):
    """What a clerk does: look at the effect, then save it."""
    url = f"{subscription.url}redirect/"
    shown = ask(client, url, **said_by_him).context["shown"]
    return client.post(url, typed(**said_by_him, effect=shown.effect.digest))


def test_while_it_is_typed_the_effect_is_said_and_nothing_kept(desk, subscription):
    page = said(ask(desk, f"{subscription.url}redirect/", receiver="Maj"))
    assert f"31 papers go to {COTTAGE}, the first on Saturday 1 August. It is received by Maj." in page
    assert "From Tuesday 1 September it comes home again." in page
    assert "Can be undone until Sat 1 Aug 00:00" in page
    assert not Redirect.objects.exists()


def test_what_cannot_be_read_is_said_at_its_field(desk, subscription):
    url = f"{subscription.url}redirect/"
    assert "Write street, postal code and town with a comma between" in said(ask(desk, url, address="Sandvägen 3"))
    assert "is not a postal code" in said(ask(desk, url, address="Sandvägen 3, 99 Norrvik"))
    assert "Tick at least one weekday." in said(desk.post(url, typed(weekdays=[])))
    assert "is no span of days" in said(ask(desk, url, days="soon"))


def test_saving_does_what_was_shown_and_is_undone_from_the_toast(desk, subscription):
    answer = place(desk, subscription, remark="Summer")
    assert answer["Location"] == f"/customers/{subscription.subscriber.number}/"
    made = Redirect.objects.get()
    assert (made.during, made.weekdays, str(made.place), made.remark) == (period("2026-08-01", "2026-09-01"), 127, COTTAGE, "Summer")
    page = said(desk.get(subscription.url))
    assert "goes to the other address 1 Aug – 31 Aug" in page
    assert COTTAGE in page and "Sent elsewhere" in page
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="redirect_subscription").pk]))
    assert Redirect.objects.get().withdrawn_by.username == "manager"


def test_the_timeline_of_the_customer_tells_it(desk, subscription):
    place(desk, subscription, remark="Summer")
    page = said(desk.get(reverse("correspondence:timeline", args=[subscription.subscriber_id])))
    assert "sent to another address" in page and "Summer" in page


def test_a_door_that_is_known_is_chosen_and_not_typed_again(desk, subscription):
    place(desk, subscription)
    known = str(Redirect.objects.get().place_id)
    form = desk.get(f"{subscription.url}redirect/").context["form"]
    assert [key for key, _label in form.fields["to"].choices] == [known, "new"]
    assert place(desk, subscription, days="1-10 sep", to=known, address="").status_code == 302
    assert "Choose “a new address” for this one" in said(ask(desk, f"{subscription.url}redirect/", days="oct", to=known))


def test_days_that_are_taken_are_told_with_their_door(desk, subscription):
    place(desk, subscription)
    page = said(ask(desk, f"{subscription.url}redirect/", days="20-25 aug", address="Skolgatan 1, 871 50 Norrvik"))
    assert f"On some of these days the paper goes to {COTTAGE} already" in page


def test_it_is_changed_and_taken_back_from_the_page(desk, subscription):
    place(desk, subscription)
    made = Redirect.objects.get()
    url = f"/subscriptions/redirects/{made.pk}/"
    form = desk.get(url).context["form"]
    assert (form["days"].value(), form["to"].value()) == ("2026-08-01 – 2026-08-31", str(made.place_id))
    said_now = {"days": "1-15 aug", "to": str(made.place_id), "address": ""}
    shown = ask(desk, url, **said_now).context["shown"]
    assert desk.post(url, typed(**said_now, effect=shown.effect.digest)).status_code == 302
    assert Redirect.objects.get().during == period("2026-08-01", "2026-08-16")
    desk.post(f"{url}withdrawal/")
    assert Redirect.objects.get().withdrawn_at is not None
    assert "Taken back" in said(desk.get(subscription.url))


def test_the_weeks_say_of_each_issue_where_it_goes_or_why_not(desk, with_issues, price_list, subscription):
    subscription.weekdays = 63
    subscription.save()
    subscription.terms.update(weekdays=63)
    place(desk, subscription, days="13-15 jul", receiver="Maj", weekdays=["0", "1", "2", "3", "4", "5"])
    week = re.sub("<[^>]+>", "", said(desk.get(f"{subscription.url}week/?monday=2026-07-13")))
    assert f"Mon 13 Jul, other address: Maj, {COTTAGE}" in week
    assert "Thu 16 Jul, coming" in week
    assert "Sun 19 Jul, no delivery on this day" in week
    assert "before the start" in said(desk.get(f"{subscription.url}week/?monday=2026-04-27"))
    bar = re.sub("<[^>]+>", "", said(desk.get(reverse("subscriptions:panel", args=[subscription.subscriber_id]))))
    assert "Other address 3" in bar


def test_the_receipt_says_who_where_and_how_in_the_customers_language(desk, subscription):
    place(desk, subscription, receiver="Maj", delivery_method="post")
    page = said(desk.get(f"/subscriptions/redirects/{Redirect.objects.get().pk}/receipt/"))
    assert 'lang="sv"' in page
    assert f"Maj, {COTTAGE}" in page


def test_of_another_company_nothing_is_sent_elsewhere(signed_in, subscription):
    client = signed_in("clerk", an_entity(code="other"))
    assert client.get(f"{subscription.url}redirect/").status_code == 404
