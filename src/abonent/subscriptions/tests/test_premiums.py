"""Subscriber gifts: given with an order or by its promotion, kept back at once, sent by a run, taken back, come back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader

from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_promotion, an_entity
from abonent.customers.entries import Door
from abonent.customers.testing import a_customer
from abonent.kit import clock, statements
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act, Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run, undo_act
from abonent.stock.models import StockBalance, StockMovement
from abonent.stock.operations import CannotMove, book_stocktake
from abonent.stock.testing import an_item, received
from abonent.subscriptions.models import Premium, PremiumFile, PremiumPickPlan, PromisedPremium, StopReason, Subscription
from abonent.subscriptions.operations import (
    AskedSwitch,
    cancel_subscription,
    install_stop_reasons,
    preview_start,
    preview_switch,
    start_subscription,
    switch_product,
    withdraw_cancellation,
    withdraw_switch,
)
from abonent.subscriptions.operations.cancel import preview_cancellation
from abonent.subscriptions.operations.premium_picks import KIND, forget_premium_files, hold_premiums
from abonent.subscriptions.operations.premiums import (
    CannotGivePremium,
    OrderedPremium,
    give_premium,
    promise_premium,
    promise_premium_no_more,
    take_premium_away,
    take_premium_back_in,
)
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.premium_queries import with_state
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

TODAY = day("2026-07-09")


@pytest.fixture
def umbrella(daily):
    return received(an_item(entity=daily.entity), 3)


@pytest.fixture
def anna():
    return a_customer("Anna", "Berg", street_line="Sandvägen 3", postal_code="871 40")


@pytest.fixture
def order(daily, price_list, anna):
    return an_order(product=daily, price_list=price_list, starts_on="2026-07-13", subscriber=anna, term_length=3)


@pytest.fixture
def ordered(order, umbrella):
    """Anna's order, with an umbrella for her."""
    return a_subscription(order=replace(order, premiums=(OrderedPremium(item=umbrella),)), today=TODAY)


@pytest.fixture
def reason():
    return StopReason.objects.create(code="moved", name={"en": "Moved"})


def balance(item):
    found = StockBalance.objects.get(item=item)
    return found.on_hand, found.reserved


def states():
    return list(with_state(Premium.objects.order_by("pk")).values_list("state", flat=True))


def planned(entity) -> Run:
    return plan_run(run=begin_run(kind=KIND, entity=entity, as_of=TODAY, actor=None))


def sent(entity) -> Run:
    return commit_run(run=approve_run(run=planned(entity), actor=None))


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_what_is_given_with_an_order_is_kept_back_at_once(ordered, umbrella, anna):
    [premium] = ordered.premiums.all()
    assert (premium.item, premium.receiver_id, premium.place) == (umbrella, anna.pk, None)
    assert balance(umbrella) == (3, 1)
    assert states() == ["waiting"]


def test_an_order_that_promises_what_is_not_there_is_not_taken(order, umbrella):
    asked = replace(order, premiums=(OrderedPremium(item=umbrella),) * 4)
    with pytest.raises(CannotStart, match="Only 3 of Umbrella are free; 4 are asked for"):
        start_subscription(order=asked, actor=None, today=TODAY)
    assert not Subscription.objects.exists()
    assert balance(umbrella) == (3, 0)


def test_looking_keeps_nothing_back_and_saving_insists_on_what_was_shown(order, umbrella):
    with_one = replace(order, premiums=(OrderedPremium(item=umbrella),))
    shown = preview_start(orders=[with_one], today=TODAY)
    assert [(place, one.item) for place, one in shown.premiums] == [(0, umbrella)]
    assert balance(umbrella) == (3, 0)
    with pytest.raises(CannotStart, match="changed meanwhile"):
        start_subscription(order=order, actor=None, today=TODAY, effect=shown.digest)
    start_subscription(order=with_one, actor=None, today=TODAY, effect=shown.digest)
    assert balance(umbrella) == (3, 1)


def test_a_promotion_gives_what_it_promises_until_it_promises_no_more(daily, price_list, order, umbrella):
    step = Step(terms=1, percent_off=Decimal(10))
    spring = a_promotion(price_list=price_list, products=[daily], steps=[step], term_kind="fixed", term_length=3)
    promised = promise_premium(promotion=spring, item=umbrella, actor=None)
    with pytest.raises(CannotGivePremium, match="already"):
        promise_premium(promotion=spring, item=umbrella, actor=None)
    first = a_subscription(order=replace(order, promotion=spring), today=TODAY)
    assert [(one.item, one.promotion) for one in first.premiums.all()] == [(umbrella, spring)]
    promise_premium_no_more(promised=promised, actor=None)
    second = a_subscription(order=replace(order, promotion=spring, subscriber=a_customer("Bo")), today=TODAY)
    assert not second.premiums.exists()
    undo_act(act=Act.objects.get(verb="promise_premium_no_more"), actor=None, today=TODAY)
    assert PromisedPremium.objects.filter(promotion=spring).exists()


def test_what_lies_on_another_companys_shelf_is_not_given(order):
    cup = received(an_item(entity=an_entity(code="other"), number="CUP", name="Cup"), 1)
    with pytest.raises(CannotStart, match="another company"):
        start_subscription(order=replace(order, premiums=(OrderedPremium(item=cup),)), actor=None, today=TODAY)


def test_a_gift_given_later_is_undone_and_free_again(order, umbrella):
    subscription = a_subscription(order=order, today=TODAY)
    give_premium(subscription=subscription, premium=OrderedPremium(item=umbrella), actor=None)
    undo_act(act=Act.objects.get(verb="give_premium"), actor=None, today=TODAY)
    assert balance(umbrella) == (3, 0)
    assert states() == ["taken"]
    with pytest.raises(CannotGivePremium, match="already"):
        take_premium_away(premium=Premium.objects.get(), actor=None)


def test_a_stop_that_cuts_the_term_lets_it_go_and_going_on_gives_it_again(ordered, umbrella, reason):
    shown = preview_cancellation(subscription=ordered, from_on=day("2026-08-01"), gives_back=True, today=TODAY)
    assert shown.let_go == (umbrella,)
    assert balance(umbrella) == (3, 1)
    cancellation = cancel_subscription(
        subscription=ordered, reason=reason, actor=None, today=TODAY, from_on=day("2026-08-01"), effect=shown.digest
    )
    assert (balance(umbrella), states()) == ((3, 0), ["taken"])
    withdraw_cancellation(cancellation=cancellation, actor=None, today=TODAY)
    assert (balance(umbrella), states()) == ((3, 1), ["waiting"])


def test_what_a_switch_ends_is_not_sent_and_waits_again_once_that_is_taken_back(ordered, umbrella, price_list):
    install_stop_reasons()
    asked = AskedSwitch(
        product=ordered.product, price_list=price_list, term_kind="fixed", term_unit="month", term_length=12, delivery_method="carrier",
        from_on=day("2026-08-01"),
    )  # fmt: skip
    shown = preview_switch(subscription=ordered, asked=asked, today=TODAY)
    assert shown.let_go == (umbrella,)
    switch = switch_product(subscription=ordered, asked=asked, actor=None, today=TODAY, effect=shown.digest)
    assert (balance(umbrella), states()) == ((3, 0), ["taken"])
    assert not statements.rows("subscriptions/premiums_to_send", entity=ordered.entity_id, as_of=TODAY)
    withdraw_switch(switch=switch, actor=None, today=TODAY)
    assert (balance(umbrella), states()) == ((3, 1), ["waiting"])


def test_whoever_stops_with_his_term_gets_what_was_promised(ordered, umbrella, reason):
    cancel_subscription(subscription=ordered, reason=reason, actor=None, today=TODAY)
    assert (balance(umbrella), states()) == ((3, 1), ["waiting"])


def test_going_on_does_not_fail_where_the_last_piece_is_gone(ordered, umbrella, reason, order):
    cancellation = cancel_subscription(subscription=ordered, reason=reason, actor=None, today=TODAY, from_on=day("2026-08-01"))
    a_subscription(order=replace(order, subscriber=a_customer("Bo"), premiums=(OrderedPremium(item=umbrella),) * 3), today=TODAY)
    withdraw_cancellation(cancellation=cancellation, actor=None, today=TODAY)
    assert balance(umbrella) == (3, 3)
    assert states() == ["taken", "waiting", "waiting", "waiting"]


def test_the_undone_order_frees_what_it_promised(desk, daily, price_list, anna, umbrella):
    typed = typed_order(price_list, daily, anna, umbrella)
    take_order(desk, typed)
    assert balance(umbrella) == (3, 1)
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="start_subscription").pk]))
    assert balance(umbrella) == (3, 0)


def test_a_run_sends_what_waits_and_prints_the_papers(ordered, order, umbrella, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    nowhere = a_customer("Carl", "Ek", street_line="", town="")
    give_premium(subscription=ordered, premium=OrderedPremium(item=umbrella, receiver=nowhere), actor=None)
    door = Door.read(country="SE", code="111 22", town="Stockholm", street_line="Storgatan 9")
    give_premium(subscription=ordered, premium=OrderedPremium(item=umbrella, receiver=nowhere, to=door), actor=None)
    run = sent(ordered.entity)
    assert (run.planned_rows, run.committed_rows) == (2, 2)
    assert states() == ["sent", "waiting", "sent"]
    assert PremiumPickPlan.objects.get(run=run, finding="no_address").receiver == nowhere
    assert balance(umbrella) == (1, 1)
    papers = {file.kind: _text(file) for file in PremiumFile.objects.all()}
    for told in ("Anna Berg", "Sandvägen 3", "Carl Ek", "Storgatan 9"):
        assert told in papers["list"]
        assert told in papers["labels"]
    assert "UMBRELLA" in papers["list"]
    assert forget_premium_files(before=clock.now() + timedelta(days=1)) == 2


def _text(file) -> str:
    pages = PdfReader(io.BytesIO(read_stored(file.stored_file))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split())


def test_what_is_held_back_or_changed_since_is_not_sent(ordered, order, umbrella, anna):
    other = a_subscription(order=replace(order, subscriber=a_customer("Bo", "Ek"), premiums=(OrderedPremium(item=umbrella),)), today=TODAY)
    third = a_subscription(order=replace(order, subscriber=a_customer("Eva", "Ek"), premiums=(OrderedPremium(item=umbrella),)), today=TODAY)
    run = planned(ordered.entity)
    held = PremiumPickPlan.objects.get(run=run, premium__subscription=ordered)
    hold_premiums(run=run, ordinals=[held.ordinal], held=True, actor=None)
    take_premium_away(premium=other.premiums.get(), actor=None)
    commit_run(run=approve_run(run=run, actor=None))
    assert run.committed_rows == 1
    assert StockMovement.objects.get(kind="shipment").reservation == third.premiums.get().reservation


def test_what_a_count_has_missed_is_planned_but_not_sent(ordered, umbrella):
    book_stocktake(entity=ordered.entity, counted={umbrella: 0}, actor=None, today=TODAY)
    run = sent(ordered.entity)
    assert run.committed_rows == 0
    assert PremiumPickPlan.objects.get(run=run).finding == "missing"


def test_a_run_is_taken_back_as_a_whole_and_sent_again(ordered, umbrella):
    sent(ordered.entity)
    assert balance(umbrella) == (2, 0)
    undo_act(act=Act.objects.get(verb="send_premiums"), actor=None, today=TODAY)
    assert (balance(umbrella), states()) == ((3, 1), ["waiting"])
    sent(ordered.entity)
    assert (balance(umbrella), states()) == ((2, 0), ["sent"])


def test_what_is_sent_is_not_taken_away_but_comes_back(ordered, umbrella):
    sent(ordered.entity)
    premium = Premium.objects.get()
    with pytest.raises(CannotGivePremium, match="sent already"):
        take_premium_away(premium=premium, actor=None)
    take_premium_back_in(premium=premium, sound=True, actor=None, today=TODAY)
    assert (balance(umbrella), states()) == ((3, 0), ["returned"])
    with pytest.raises(CannotMove, match="came back already"):
        take_premium_back_in(premium=premium, sound=False, actor=None, today=TODAY)


def test_statements_write_once(ordered, umbrella):
    run = begin_run(kind=KIND, entity=ordered.entity, as_of=TODAY, actor=None)
    source = "subscriptions/premiums_to_send"
    assert twice("subscriptions/plan_premium_picks", source=source, run=run.pk, entity=run.entity_id, as_of=TODAY) == 1


def typed_order(price_list, daily, anna, umbrella, **further):
    offer = price_list.versions.get().prices.get(product=daily, term_length=3, term_kind="fixed").pk
    return {
        "subscriber": str(anna.number),
        "product": daily.pk,
        "offer": offer,
        "starts_on": "mon",
        "copies": "1",
        "delivery_method": "post",
        "sales_channel": "telephone",
        "order_is": "own",
        "premium": ["1"],
        "premium-1-item": umbrella.pk,
        "premium-1-receiver": "",
        "premium-1-address": "",
        **further,
    }


def take_order(desk, typed):
    shown = desk.post(reverse("subscriptions:effect"), typed)
    return desk.post(reverse("subscriptions:new"), {**typed, "effect": shown.context["shown"].digest})


def test_the_form_says_what_is_sent_to_whom_and_the_pages_tell_it(desk, daily, price_list, anna, umbrella):
    carl = a_customer("Carl", "Ek")
    given = {"premium-1-receiver": str(carl.number), "premium-1-address": "Storgatan 9, 111 22 Stockholm"}
    typed = typed_order(price_list, daily, anna, umbrella, **given)
    shown = desk.post(reverse("subscriptions:effect"), typed)
    assert "Umbrella is sent to Carl Ek, Storgatan 9" in words(shown)
    take_order(desk, typed)
    [premium] = Premium.objects.all()
    assert (premium.receiver, str(premium.place)) == (carl, "Storgatan 9, 111 22 Stockholm")
    page = words(desk.get(premium.subscription.url))
    assert "Umbrella" in page
    assert "Carl Ek" in page
    receipt = words(desk.get(reverse("subscriptions:order_receipt", args=[Act.objects.get(verb="start_subscription").pk])))
    assert "Umbrella" in receipt
    listed = words(desk.get(reverse("subscriptions:premiums"), {"state": "waiting"}))
    assert "Ek, Carl" in listed or "Carl Ek" in listed
    timeline = words(desk.get(reverse("correspondence:timeline", args=[anna.pk])))
    assert "Subscriber gift Umbrella" in timeline


def test_an_address_that_cannot_be_read_is_said_at_its_field(desk, daily, price_list, anna, umbrella):
    typed = typed_order(price_list, daily, anna, umbrella, **{"premium-1-address": "somewhere"})
    assert "with a comma between" in words(desk.post(reverse("subscriptions:effect"), typed))
    assert desk.post(reverse("subscriptions:new"), {**typed, "effect": "seen"}).status_code == 422


def test_gifts_are_added_to_the_form_and_dropped(desk, daily, price_list, anna, umbrella):
    assert "Add a subscriber gift" in words(desk.get(reverse("subscriptions:new")))
    typed = typed_order(price_list, daily, anna, umbrella)
    two = words(desk.post(reverse("subscriptions:order_premiums"), {**typed, "add_premium": "1"}))
    assert "Subscriber gift 2" in two
    assert "Umbrella, 3 free" in two
    assert "Subscriber gift 1" not in words(desk.post(reverse("subscriptions:order_premiums"), {**typed, "drop_premium": "1"}))


def test_without_anything_on_the_shelf_the_form_says_nothing_of_gifts(desk, daily, price_list):
    assert "subscriber gift" not in words(desk.get(reverse("subscriptions:new"))).lower()


def test_a_gift_is_given_taken_away_and_comes_back_on_the_page(desk, order, umbrella):
    subscription = a_subscription(order=order, today=TODAY)
    address = reverse("subscriptions:new_premium", args=[subscription.number])
    assert "Umbrella, 3 free" in words(desk.get(address))
    desk.post(address, {"premium-0-item": umbrella.pk})
    [premium] = Premium.objects.all()
    desk.post(reverse("subscriptions:premium_withdrawal", args=[subscription.number, premium.pk]))
    assert states() == ["taken"]
    desk.post(address, {"premium-0-item": umbrella.pk})
    sent(subscription.entity)
    latest = Premium.objects.latest("pk")
    desk.post(reverse("subscriptions:premium_return", args=[subscription.number, latest.pk]), {"sound": "yes"})
    assert states() == ["taken", "returned"]
    assert "Came back" in words(desk.get(subscription.url))


def test_a_promise_is_made_and_ended_on_its_page(desk, daily, price_list, umbrella):
    spring = a_promotion(price_list=price_list, products=[daily], steps=[Step(terms=1, percent_off=Decimal(10))])
    address = reverse("subscriptions:promised_premiums")
    desk.post(address, {"promotion": spring.pk, "item": umbrella.pk})
    [promised] = PromisedPremium.objects.all()
    assert "SPRING3" in words(desk.get(address))
    desk.post(reverse("subscriptions:end_promised_premium", args=[promised.pk]))
    assert not PromisedPremium.objects.exists()


def test_the_plan_is_looked_at_held_and_its_papers_taken(desk, ordered, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    run = planned(ordered.entity)
    address = reverse("subscriptions:premium_pick_plan", args=[run.pk])
    assert "Anna Berg" in words(desk.get(address))
    [row] = PremiumPickPlan.objects.all()
    desk.post(reverse("subscriptions:hold_premiums"), {"chosen": row.premium_id})
    assert PremiumPickPlan.objects.get().held
    desk.post(reverse("subscriptions:release_premiums"), {"chosen": row.premium_id})
    commit_run(run=approve_run(run=run, actor=None))
    assert "Pick list" in words(desk.get(address))
    answer = desk.get(reverse("subscriptions:premium_file", args=[run.pk, "labels"]))
    assert b"".join(answer).startswith(b"%PDF")


def test_a_clerk_gives_but_neither_sends_nor_promises(signed_in, ordered, daily):
    clerk = signed_in("clerk", daily.entity)
    assert clerk.get(reverse("subscriptions:new_premium", args=[ordered.number])).status_code == 200
    assert clerk.get(reverse("subscriptions:promised_premiums")).status_code == 403
    assert clerk.get(reverse("subscriptions:premium_pick_plan", args=[1])).status_code == 403


def test_the_page_of_an_order_takes_few_statements(desk, ordered, django_assert_max_num_queries):
    desk.get(ordered.url)
    with django_assert_max_num_queries(15):
        desk.get(ordered.url)
