"""The screens of who reads: members and networks come and go by forms, and a question has one answer with its reason."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from abonent.catalog.models import Product
from abonent.catalog.testing import an_entity
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.access import access_on
from abonent.subscriptions.models import ReadingNetwork, Seat
from abonent.subscriptions.operations import add_member, add_network, end_share, pause_subscription
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

TODAY = day("2026-07-09")
ASK = "/subscriptions/access/"


@pytest.fixture
def eva():
    return a_customer("Eva", "Ek")


@pytest.fixture
def school(daily, price_list):
    """A school with one seat, until the end of July."""
    Product.objects.filter(pk=daily.pk).update(seats=1)
    daily.refresh_from_db()
    order = an_order(
        product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=an_organisation("Norrvik School")
    )
    return a_subscription(order=order)


@pytest.fixture
def epaper(daily):
    return daily.components.get(edition__medium="electronic").edition


def shown(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def answer_of(epaper, on="2026-07-15", **asked):
    return access_on(day(on), edition=epaper, **asked)


def test_a_member_is_added_and_ended_where_the_subscription_is_read(desk, school, eva):
    page = shown(desk.get(school.url))
    assert (
        "Who reads" in page and "0 of 1 seats are taken today." in page and '>Fri 31 Jul</time></span><span class="meta">Subscriber' in page
    )
    new = f"{school.url}members/new/"
    assert "0 of 1 seats are taken today." in shown(desk.get(new))
    assert desk.post(new, {"member": str(eva.number), "days": ""})["Location"] == school.url
    page = shown(desk.get(school.url))
    assert "Eva Ek" in page and "1 of 1 seats is taken today." in page and "Member added" in page
    refused = desk.post(new, {"member": str(a_customer("Bo").number), "days": "from 1 aug"})
    assert refused.status_code == 422 and "all 1 seats are taken" in shown(refused)
    seat = Seat.objects.get()
    assert desk.post(f"/subscriptions/members/{seat.pk}/end/", {"last": "2026-07-12"})["Location"] == school.url
    assert ">Sun 12 Jul</time>" in shown(desk.get(school.url))


def test_a_network_is_typed_as_technicians_write_it(desk, school):
    new = f"{school.url}networks/new/"
    assert "Write the range as" in shown(desk.post(new, {"network": "the library", "days": ""}))
    assert "Do you mean 192.0.2.0/24?" in shown(desk.post(new, {"network": "192.0.2.7/24", "days": ""}))
    assert "inside a house" in shown(desk.post(new, {"network": "192.168.1.0/24", "days": ""}))
    assert desk.post(new, {"network": "192.0.2.0/24", "days": ""})["Location"] == school.url
    assert "192.0.2.0/24" in shown(desk.get(school.url))
    network = ReadingNetwork.objects.get()
    desk.post(f"/subscriptions/networks/{network.pk}/end/", {"last": "2026-07-08"})
    desk.get(school.url)
    assert "192.0.2.0/24" not in shown(desk.get(school.url)), "yesterday ends it at once"


def test_what_nobody_can_read_and_has_no_seats_says_nothing_of_readers(desk, monthly, price_list):
    paper = a_subscription(order=an_order(product=monthly, price_list=price_list, starts_on="2026-05-01", term_unit="issue", term_length=6))
    assert "Who reads" not in shown(desk.get(paper.url))


def test_the_page_of_a_school_asks_the_database_no_more_than_others(desk, school, eva):
    add_member(subscription=school, member=eva, first=TODAY, last=None, actor=None, today=TODAY)
    with CaptureQueriesContext(connection) as asked:
        desk.get(school.url)
    assert len(asked) <= 15 + 4


def test_a_clerk_of_another_company_ends_nobodys_seat(signed_in, school, eva):
    seat = add_member(subscription=school, member=eva, first=TODAY, last=None, actor=None, today=TODAY)
    stranger = signed_in("clerk", an_entity(code="other"))
    assert stranger.post(f"/subscriptions/members/{seat.pk}/end/", {"last": "2026-07-12"}).status_code == 404


def test_the_answer_says_by_what_somebody_reads(school, eva, epaper):
    add_member(subscription=school, member=eva, first=day("2026-07-10"), last=None, actor=None, today=TODAY)
    add_network(subscription=school, network=ip_network("192.0.2.0/24"), first=TODAY, last=None, actor=None, today=TODAY)
    assert (answer_of(epaper, customer=eva).outcome, answer_of(epaper, customer=eva).source) == ("reads", "member")
    assert answer_of(epaper, customer=school.subscriber).source == "subscriber"
    assert answer_of(epaper, address="192.0.2.17").source == "network"
    assert not answer_of(epaper, address="192.0.3.17").is_granted
    assert not answer_of(epaper, customer=a_customer("Bo")).is_granted


def test_the_answer_says_why_not(school, eva, epaper):
    seat = add_member(subscription=school, member=eva, first=day("2026-07-10"), last=None, actor=None, today=TODAY)
    assert answer_of(epaper, "2026-07-09", customer=eva).outcome == "later"
    pause_subscription(subscription=school, first=day("2026-07-13"), last=day("2026-07-19"), actor=None, today=TODAY)
    assert answer_of(epaper, customer=eva).outcome == "paused"
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)
    end_share(share=seat, last=day("2026-07-12"), actor=None, today=TODAY)
    assert answer_of(epaper, customer=eva).outcome == "given_up"
    assert answer_of(epaper, "2026-08-15", customer=school.subscriber).outcome == "ended"
    assert answer_of(epaper, customer=a_customer("Bo")).outcome == "nothing"


def test_the_question_is_asked_and_answered_on_a_screen(desk, school, eva, epaper):
    assert "Wants to read" in shown(desk.get(ASK))
    asked = {"what": f"edition-{epaper.pk}", "who": str(school.subscriber.number), "address": "", "on": "2026-07-15"}
    page = shown(desk.get(ASK, asked))
    assert "Reads as the subscriber, until Fri 31 Jul." in page and f"Subscription {school.number} of Norrvik School" in page
    assert "Reads no more: what was sold ended on Fri 31 Jul." in shown(desk.get(ASK, {**asked, "on": "2026-08-01"}))
    assert "there is no subscription, no seat and no network" in shown(desk.get(ASK, {**asked, "who": str(eva.number)}))
    assert "Say who it is, or from which address" in shown(desk.get(ASK, {**asked, "who": ""}))
