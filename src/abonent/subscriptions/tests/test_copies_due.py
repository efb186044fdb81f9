"""The copies of an issue, held to the worked table of docs/algorithms/copies-due.md, and the page that shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from abonent.access.models import StaffUser
from abonent.catalog.testing import an_entity
from abonent.customers.entries import Door
from abonent.customers.models import Customer
from abonent.customers.operations.addresses import place_of
from abonent.customers.testing import a_customer
from abonent.editions.models import Issue
from abonent.kit.periods import day, period
from abonent.subscriptions.copies import DONATED, DUE, NOT_DUE, copies_counted, copies_listed
from abonent.subscriptions.models import Cancellation, Pause, Redirect, StopReason
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "copies-due.md"
TODAY, ISSUE = day("2026-07-09"), day("2026-07-13")
DAYS = period("2026-07-10", "2026-07-25")


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def subscribe(row, product, price_list):
    customer = a_customer(row["subscriber"], street_line="Storgatan 1")
    order = an_order(
        product=product,
        price_list=price_list,
        subscriber=customer,
        starts_on=row["starts"],
        term_length=int(row["sold"]),
        weekdays=int(row["days"]),
        copies=int(row["copies"]),
    )
    subscription = a_subscription(order=order)
    subscription.delivery_method = row["by"]
    subscription.save()
    if row["besides"] == "paused":
        Pause.objects.create(subscription=subscription, during=DAYS, gives="none", digital_goes_on=True)
    if row["besides"] == "given away":
        school = Customer.objects.filter(family_name="Skolan").first() or a_customer("Norr", "Skolan", street_line="Skolgatan 2")
        Pause.objects.create(subscription=subscription, during=DAYS, gives="donate", donated_to=school, digital_goes_on=True)
    if row["besides"] == "elsewhere":
        door = place_of(Door.read(country="SE", code="871 40", town="Norrvik", street_line="Sandvägen 3"))
        Redirect.objects.create(subscription=subscription, during=DAYS, weekdays=127, place=door, delivery_method=row["way"])
    if row["besides"] == "cancelled":
        ends = subscription.terms.latest("ordinal").during.upper
        Cancellation.objects.create(subscription=subscription, from_on=ends, reason_id="moved")
    return subscription


@pytest.fixture
def subscriptions(with_issues, price_list):
    StopReason.objects.create(code="moved", name={"en": "Moved"})
    return {row["subscriber"]: subscribe(row, with_issues, price_list) for row in rows()}


def issue_of(product, medium):
    return Issue.objects.get(edition__components__product=product, edition__medium=medium, published_on=ISSUE)


def test_each_copy_is_due_or_has_the_reason_of_the_page(with_issues, subscriptions):
    listed = copies_listed(issue_of(with_issues, "paper"), outcomes=[*DUE, *NOT_DUE], today=TODAY, at_most=100)
    found = {one.subscription.subscriber.given_name: one for one in listed}
    for row in rows():
        one = found.pop(row["subscriber"], None)
        told = (one.day.outcome, one.day.delivery_method if one.day.outcome in DUE else "", one.copies) if one else ("–", "", 1)
        assert told == (row["outcome"], row["way"], int(row["copies"])), row["subscriber"]
    assert not found


def test_sums_are_those_of_the_list(with_issues, subscriptions):
    issue = issue_of(with_issues, "paper")
    listed = copies_listed(issue, outcomes=[*DUE, *NOT_DUE], today=TODAY, at_most=100)
    counted = copies_counted(issue, today=TODAY)
    assert sum(one.copies for one in counted) == sum(one.copies for one in listed) == 12
    assert sum(one.copies for one in counted if one.outcome in DUE) == 7
    assert {one.delivery_method: one.copies for one in counted if one.outcome == "comes"} == {"carrier": 2, "post": 1}


def test_of_the_electronic_edition_a_pause_that_lets_it_go_on_takes_nothing(with_issues, subscriptions):
    counted = copies_counted(issue_of(with_issues, "electronic"), today=TODAY)
    assert {(one.outcome, one.delivery_method): one.copies for one in counted if one.outcome in DUE} == {("comes", "electronic"): 8}
    assert sum(one.without_door for one in counted) == 0


def test_a_copy_without_an_address_is_due_and_told(with_issues, subscriptions):
    subscriptions["Bo"].subscriber.addresses.all().delete()
    issue = issue_of(with_issues, "paper")
    assert [(one.delivery_method, one.without_door) for one in copies_counted(issue, today=TODAY) if one.without_door] == [("post", 1)]
    listed = copies_listed(issue, outcomes=DUE, without_door=True, today=TODAY, at_most=9)
    assert [one.subscription.subscriber.given_name for one in listed] == ["Bo"]


def test_whoever_gets_what_is_given_away_is_found_where_he_lives_on_the_day_of_the_issue(with_issues, subscriptions):
    issue = issue_of(with_issues, "paper")
    [given] = copies_listed(issue, outcomes=[DONATED], today=TODAY, at_most=9)
    assert (given.subscription.subscriber.given_name, given.day.comes, given.day.is_paused) == ("Klara", False, True)
    assert given.day.receiver == "Norr Skolan" and str(given.place).startswith("Skolgatan 2")
    Customer.objects.get(family_name="Skolan").addresses.all().delete()
    assert sum(one.without_door for one in copies_counted(issue, today=TODAY) if one.outcome == DONATED) == 1


def test_a_list_goes_on_behind_the_number_it_ended_with(with_issues, subscriptions):
    issue = issue_of(with_issues, "paper")
    first = copies_listed(issue, outcomes=[*DUE, *NOT_DUE], today=TODAY, at_most=3)
    rest = copies_listed(issue, outcomes=[*DUE, *NOT_DUE], today=TODAY, at_most=100, after=first[-1].subscription.number)
    assert [len(first), len(rest)] == [3, 6]
    assert {one.subscription.pk for one in first}.isdisjoint(one.subscription.pk for one in rest)


def words(answer):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")))


def test_the_page_has_the_sums_by_way_and_reason_and_the_copies_of_a_group(desk, with_issues, subscriptions):
    address = f"/issues/{issue_of(with_issues, 'paper').pk}/"
    page = words(desk.get(address))
    assert re.search(r"Early-morning carrier 3 .*Post 4 .*Paused 1 .*Stopped 1 ", page)
    assert "can be changed until Mon 13 Jul 00:00" in page
    assert "Anna Lindqvist" in page and "David" not in page
    assert "other address" in words(desk.get(address, {"group": "post"}))
    assert "Sandvägen 3, 871 40 Norrvik" in words(desk.get(address, {"group": "post"}))
    assert "Cilla Lindqvist" in words(desk.get(address, {"group": "paused"}))
    given = words(desk.get(address, {"group": "carrier"}))
    assert "1 of them is given away" in page and "paused, given away" in given and "Skolgatan 2" in given
    assert desk.get(address, {"group": "nothing"}).status_code == 404


def test_an_issue_that_nobody_gets_says_so(desk, with_issues):
    assert "Nobody subscribes to this issue" in words(desk.get(f"/issues/{issue_of(with_issues, 'paper').pk}/"))


def test_the_page_of_the_edition_leads_to_its_next_issues(desk, with_issues):
    issue = issue_of(with_issues, "paper")
    assert f'href="/issues/{issue.pk}/"' in desk.get(f"/products/editions/{issue.edition_id}/").content.decode()


def test_of_another_company_or_of_all_customers_no_copies_are_shown_to_whom_they_are_not_for(signed_in, with_issues, subscriptions):
    address = f"/issues/{issue_of(with_issues, 'paper').pk}/"
    assert signed_in("clerk", an_entity(code="other")).get(address).status_code == 404
    client = signed_in("sales", with_issues.entity)
    assert client.get(address).status_code == 200
    StaffUser.objects.filter(username="sales").update(reach="own")
    assert client.get(address).status_code == 404
