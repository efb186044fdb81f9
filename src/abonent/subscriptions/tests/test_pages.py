"""The list of subscriptions, the page of one, the cards on the customer page, and the search by number."""

from __future__ import annotations

import pytest

from abonent.access.models import StaffUser
from abonent.catalog.testing import an_entity, prices_from
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.operations import cancel_subscription, install_stop_reasons
from abonent.subscriptions.search import find
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

# A page may ask the database this often, the session and the viewer's rights among it.
STATEMENTS = 15


def shown(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def numbers(client, query=""):
    """The subscriptions in a view of the list, by its export."""
    answer = client.get(f"/subscriptions/?export=csv&{query}")
    lines = b"".join(answer.streaming_content).decode().split("\r\n")[1:]
    return {int(line.split(",")[0]) for line in lines if line}


@pytest.fixture
def subscription(with_issues, price_list):
    """Anna's, running since March."""
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-03-01"))


@pytest.fixture
def stopped(with_issues, price_list):
    """One for three months from June, cancelled."""
    install_stop_reasons()
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-06-01", term_length=3, subscriber=a_customer("Bo"))
    subscription = a_subscription(order=order)
    cancel_subscription(subscription=subscription, reason=StopReason.objects.get(code="moved"), actor=None, today=day("2026-07-02"))
    return subscription


@pytest.fixture
def coming(with_issues, price_list):
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-08-01", subscriber=a_customer("Cia"))
    return a_subscription(order=order, today="2026-07-01")


@pytest.fixture
def lapsed(with_issues, price_list):
    """A month of May that no run has renewed."""
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=1, subscriber=a_customer("Dan"))
    return a_subscription(order=order)


def test_the_state_of_a_subscription_follows_from_its_rows(desk, subscription, stopped, coming, lapsed):
    assert numbers(desk) == {subscription.number, stopped.number, coming.number, lapsed.number}
    assert numbers(desk, "state=running") == {subscription.number, stopped.number}
    assert numbers(desk, "state=cancelled") == {stopped.number}
    assert numbers(desk, "state=coming") == {coming.number}
    assert numbers(desk, "state=lapsed") == {lapsed.number}
    assert numbers(desk, "state=ended") == set()


def test_the_list_is_narrowed_by_days_product_term_and_customer(desk, subscription, stopped, coming):
    assert numbers(desk, "started_from=2026-06-01&started_to=2026-06-01") == {stopped.number}
    assert numbers(desk, "ends_from=2026-09-01&ends_to=2026-09-01") == {stopped.number}
    assert numbers(desk, "ends_to=2026-08-31") == set()
    assert numbers(desk, "cancelled_from=2026-07-09") == {stopped.number}
    assert numbers(desk, f"product={subscription.product_id}&term_kind=fixed") == {subscription.number, stopped.number, coming.number}
    assert numbers(desk, f"customer={coming.subscriber.number}") == {coming.number}
    assert numbers(desk, "customer=nobody") == set()
    assert numbers(desk, f"entity={subscription.entity_id}&term_kind=until_further_notice") == set()


def test_the_list_shows_who_gets_what_for_how_much_and_counts_right(desk, subscription, stopped, django_assert_max_num_queries):
    with django_assert_max_num_queries(STATEMENTS):
        page = shown(desk, "/subscriptions/")
    assert all(text in page for text in ("Lindqvist, Anna", "2 929,00 kr", "Every issue", "Sun 28 Feb 2027", "Cancelled, runs out"))
    assert "2 subscriptions" in page
    assert "1 subscription<" in shown(desk, "/subscriptions/?state=cancelled")


def test_the_payer_is_named_only_where_it_is_somebody_else(desk, with_issues, price_list):
    gift = an_order(
        product=with_issues, price_list=price_list, starts_on="2026-07-01", subscriber=a_customer("Per"), payer=a_customer("Maj")
    )
    a_subscription(order=gift)
    assert "Lindqvist, Maj" in shown(desk, "/subscriptions/")


def test_the_page_tells_the_terms_as_a_story(desk, subscription, django_assert_max_num_queries):
    with django_assert_max_num_queries(STATEMENTS):
        page = shown(desk, subscription.url)
    assert "1 Mar – 28 Feb 2027" in page
    assert "2 929,00 kr" in page
    assert "To be invoiced from" in page
    assert "From <time" in page and "Made by the renewal run from" in page
    assert "Ordered" in page
    assert "from 1 Jun to 23 Aug: 39 delivered, 45 coming" in page


def test_a_cancelled_one_says_why_and_when_it_ends_and_can_go_on(desk, stopped):
    page = shown(desk, stopped.url)
    assert "No further term" in page
    assert "Mon 31 Aug" in page
    assert "Take the cancellation back" in page
    assert "/cancellation/" not in page.replace("/cancellation/withdrawal/", "")


def test_the_reason_of_an_amount_is_a_sentence_with_its_source(desk, subscription):
    page = shown(desk, f"/subscriptions/terms/{subscription.terms.get().pk}/why/")
    assert "Daily, 1 year" in page
    assert "Price list from 1 Jan 2025" in page


def test_what_changed_since_the_term_before_is_marked(desk, with_issues, price_list):
    monthly = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=1)
    prices_from("2026-06-01", price_list, {(with_issues, 1): "299.00"})
    subscription = a_subscription(order=monthly, today="2026-05-20")
    later = subscription.terms.get(ordinal=2)
    page = shown(desk, f"/subscriptions/terms/{later.pk}/why/")
    assert "changed since the term before" in page
    assert "Term before 279,00, +7,2 %" in page
    assert "changed since" not in shown(desk, f"/subscriptions/terms/{subscription.terms.get(ordinal=1).pk}/why/")


def test_a_number_typed_into_the_search_box_opens_its_subscription(desk, subscription):
    assert desk.get(f"/search/?q={subscription.number}")["Location"] == subscription.url
    viewer = StaffUser.objects.get(username="manager")
    assert find("12a", viewer, 5) == find("9" * 30, viewer, 5) == []


def test_a_card_on_the_customer_page_says_what_comes_until_when_and_for_how_much(desk, subscription, django_assert_max_num_queries):
    with django_assert_max_num_queries(STATEMENTS):
        card = shown(desk, f"/subscriptions/of-customer/{subscription.subscriber.pk}/")
    assert "Term to <time" in card
    assert "2 929,00 kr / 1 year" in card
    assert card.count('class="ab-bar__week"') == 12
    assert subscription.url in card
    assert f"customer={subscription.subscriber.number}" in card


def test_the_first_card_is_chosen_and_shows_its_keys_until_another_is(desk, subscription, with_issues, price_list):
    second = a_subscription(
        order=an_order(product=with_issues, price_list=price_list, starts_on="2026-07-01", subscriber=subscription.subscriber)
    )
    url = f"/subscriptions/of-customer/{subscription.subscriber.pk}/"
    for number, query in ((second.number, ""), (subscription.number, f"?card={subscription.number}")):
        page = shown(desk, url + query)
        assert page.count('aria-keyshortcuts="o"') == 1
        chosen = page[page.index("ab-sub--on") : page.index('aria-keyshortcuts="o"')]
        assert f"subscription-{number}" in chosen


def test_a_week_of_the_bar_opens_into_its_days(desk, subscription):
    week = shown(desk, f"{subscription.url}week/?monday=2026-07-06")
    assert week.count("delivered") == 4
    assert week.count(", coming</li>") == 3
    assert "No paper in the week" in shown(desk, f"{subscription.url}week/?monday=2025-07-07")
    assert desk.get(f"{subscription.url}week/?monday=never").status_code == 404


def test_whoever_only_pays_sees_whom_it_goes_to(desk, with_issues, price_list):
    payer = a_customer("Maj")
    a_subscription(
        order=an_order(product=with_issues, price_list=price_list, starts_on="2026-07-01", subscriber=a_customer("Per"), payer=payer)
    )
    assert "goes to Per Lindqvist" in shown(desk, f"/subscriptions/of-customer/{payer.pk}/")


def test_a_customer_without_subscriptions_is_offered_one(desk):
    assert "New subscription" in shown(desk, f"/subscriptions/of-customer/{a_customer('Ny').pk}/")


def test_the_cards_stand_on_the_customer_page(desk, subscription):
    assert f"subscription-{subscription.number}" in shown(desk, f"/customers/{subscription.subscriber.number}/")


def test_subscriptions_of_a_company_the_viewer_does_not_work_for_are_not_there(signed_in, subscription):
    other = an_entity(code="other")
    client = signed_in("manager", other)
    term = subscription.terms.get()
    for url in (
        subscription.url,
        f"{subscription.url}week/?monday=2026-07-06",
        f"{subscription.url}cancellation/",
        f"/subscriptions/terms/{term.pk}/why/",
    ):
        assert client.get(url).status_code == 404
    assert numbers(client) == set()
    assert "No subscription runs" in shown(client, f"/subscriptions/of-customer/{subscription.subscriber.pk}/")
    assert find(str(subscription.number), StaffUser.objects.get(username="manager"), 5) == []
    assert client.get(f"/subscriptions/?product={subscription.product_id}").status_code == 200


def test_whoever_may_only_look_is_not_offered_acts(signed_in, subscription):
    client = signed_in("auditor", subscription.entity)
    page = shown(client, subscription.url) + shown(client, f"/subscriptions/of-customer/{subscription.subscriber.pk}/")
    assert "/cancellation/" not in page
    assert "/subscriptions/new/" not in page
    assert client.get(f"{subscription.url}cancellation/").status_code == 403
    assert client.get("/subscriptions/new/").status_code == 403


def test_each_tile_of_the_home_page_opens_the_rows_it_counts(desk, subscription, stopped, coming, lapsed):
    tiles = {tile.label: tile for tile in desk.get("/?role=service").context["tiles"]}
    counted = {
        "Running subscriptions": {subscription.number, stopped.number},
        "Started this month": set(),
        "Stopped this month": {stopped.number},
    }
    for label, rows in counted.items():
        assert tiles[label].value == str(len(rows)), label
        assert numbers(desk, tiles[label].href.partition("?")[2]) == rows, label
