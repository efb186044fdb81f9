"""Gifts: what is ordered ends by itself, the card speaks the receiver's language, and somebody is asked in time."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from abonent.catalog.models.price import UNTIL_FURTHER_NOTICE
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.models import Gift, GiftLetter, StopReason, Subscription
from abonent.subscriptions.operations import CannotGive, GiftTerms, cancel_subscription, change_gift
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.queries import standing_cancellation
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

NEW, EFFECT = "/subscriptions/new/", "/subscriptions/new/effect/"
TODAY = day("2026-07-09")


@pytest.fixture
def bo():
    return a_customer("Bo", "Ek", language="sv")


@pytest.fixture
def elsa():
    return a_customer("Elsa", "Berg", language="fi")


@pytest.fixture
def ordered(daily, price_list, bo, elsa):
    """Bo gives Elsa three months."""
    order = an_order(product=daily, price_list=price_list, starts_on="2026-07-13", subscriber=elsa, payer=bo, term_length=3)
    return replace(order, gift=GiftTerms("Happy birthday!\nBo", Gift.RECEIVER, Gift.RECEIVER))


@pytest.fixture
def given(ordered):
    return a_subscription(order=ordered, today=TODAY)


@pytest.fixture
def typed(daily, price_list, bo, elsa):
    offer = price_list.versions.get().prices.get(product=daily, term_length=3, term_kind="fixed").pk
    return {
        "subscriber": str(elsa.number),
        "payer": str(bo.number),
        "product": daily.pk,
        "offer": offer,
        "starts_on": "mon",
        "copies": "1",
        "delivery_method": "post",
        "sales_channel": "telephone",
        "order_is": "gift",
        "card_text": "Happy birthday!",
        "card_to": "giver",
        "at_end": "ends",
    }


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def words_of(answer):
    return plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages))


def test_a_gift_is_charged_to_the_giver_once_and_does_not_renew(given, daily, bo):
    cancelled = standing_cancellation(given)
    assert (cancelled.from_on, cancelled.reason_id) == (day("2026-10-13"), "trial_ended")
    a_renewal_run(daily.entity, "2027-01-15")
    assert given.terms.count() == 1
    assert given.payer == bo


def test_a_gift_whose_giver_goes_on_renews(given, daily):
    undo_act(act=Act.objects.get(verb="cancel_subscription"), actor=None, today=TODAY)
    a_renewal_run(daily.entity, "2026-10-15")
    assert given.terms.count() == 2


def test_nobody_gives_to_himself_and_a_gift_has_an_end(ordered, elsa):
    with pytest.raises(CannotStart, match="paid by somebody else"):
        a_subscription(order=replace(ordered, payer=elsa), today=TODAY)
    with pytest.raises(CannotStart, match="time that ends"):
        a_subscription(order=replace(ordered, term_kind=UNTIL_FURTHER_NOTICE), today=TODAY)
    assert not Subscription.objects.exists()


def test_the_form_says_what_becomes_of_the_gift_and_takes_it(desk, typed, bo, elsa):
    shown = desk.post(EFFECT, typed).context["shown"]
    assert "The gift ends by itself on Mon 12 Oct. The card goes to Bo Ek." in plain(shown.say)
    answer = desk.post(NEW, {**typed, "effect": shown.digest})
    given = Subscription.objects.get()
    assert answer["Location"] == given.url
    assert (given.payer, given.subscriber, given.started_on) == (bo, elsa, day("2026-07-13"))
    assert (given.gift.card_text, given.gift.card_to, given.gift.at_end) == ("Happy birthday!", "giver", "ends")


def test_a_gift_without_a_payer_is_refused_where_it_is_typed(desk, typed):
    answer = desk.post(EFFECT, {**typed, "payer": ""})
    assert "Choose who gives it." in answer.content.decode()


def test_the_page_of_the_giver_leads_to_a_gift_from_him(desk, bo):
    form = desk.get(NEW, {"giver": bo.number}).context["form"]
    assert (form["order_is"].value(), form["payer"].value()) == ("gift", str(bo.number))


def test_a_receiver_whom_nobody_knows_is_registered_in_the_order(desk, typed, daily):
    person = "/subscriptions/new/subscriber/person/"
    assert desk.get(person, {"subscriber": "Maj Dal"}).context["person"]["name"].value() == "Maj Dal"
    new = {"new-name": "Maj Dal", "new-address": "Sandvägen 3", "new-language": "sv", "new-country": "SE"}
    refused = desk.post(person, new)
    assert refused.status_code == 422 and "Write street, postal code and town" in refused.content.decode()
    answer = desk.post(person, {**new, "new-address": "Sandvägen 3, 871 40 Norrvik", "new-mobile": "070-174 06 35"})
    maj = Customer.objects.get(family_name="Dal")
    assert answer["HX-Trigger-After-Settle"] == "customer-chosen"
    assert f'value="{maj.number}"' in answer.content.decode()
    assert (maj.given_name, maj.addresses.get().place.street_line) == ("Maj", "Sandvägen 3")


def test_the_card_is_in_the_receivers_language_names_no_price_and_is_noted(desk, given):
    answer = desk.post(f"{given.url}gift/card/")
    said = words_of(answer)
    assert answer["Content-Type"] == "application/pdf"
    assert "Bo Ek" in said and "Elsa Berg" in said and "Happy birthday!" in said
    assert "heinäkuuta 2026" in said and "799" not in said
    assert given.gift.letters.get().printed_by.username == "manager"


def test_the_offer_asks_whoever_is_to_be_asked_with_the_prices_of_the_list(desk, given):
    said = words_of(desk.post(f"{given.url}gift/offer/"))
    assert "Elsa Berg" in said and "2 929,00" in said and str(given.number) in said
    change_gift(gift=given.gift, terms=replace(GiftTerms(), at_end=Gift.ENDS), actor=None)
    assert desk.post(f"{given.url}gift/offer/").status_code == 404


def test_the_list_holds_the_cards_to_print_until_they_are_printed(desk, given):
    rows = desk.get("/subscriptions/gifts/", {"card": "no"}).content.decode()
    assert f">{given.number}<" in rows and "Card to be printed" in rows
    assert desk.post("/subscriptions/gifts/cards/?card=no", {"chosen": given.pk}).status_code == 200
    assert f">{given.number}<" not in desk.get("/subscriptions/gifts/", {"card": "no"}).content.decode()
    undo_act(act=Act.objects.get(verb="print_gift_letters"), actor=None, today=TODAY)
    assert f">{given.number}<" in desk.get("/subscriptions/gifts/", {"card": "no"}).content.decode()


def test_somebody_is_asked_six_weeks_before_the_end_and_not_once_he_has_gone_on(desk, given, daily, price_list, elsa, clock_at):
    asked = {"ask": "yes"}
    assert f">{given.number}<" not in desk.get("/subscriptions/gifts/", asked).content.decode()
    with clock_at("2026-09-10"):
        assert f">{given.number}<" in desk.get("/subscriptions/gifts/", asked).content.decode()
        follow = desk.get(given.url).context["follow_url"]
        form = desk.get(follow).context["form"]
        assert form.chosen_product == daily and form.begins_on == day("2026-10-13") and not form.is_gift
        a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-10-13", subscriber=elsa), today="2026-09-10")
        assert f">{given.number}<" not in desk.get("/subscriptions/gifts/", asked).content.decode()


def test_nobody_is_sent_a_card_or_an_offer_for_a_gift_that_was_stopped(desk, given):
    undo_act(act=Act.objects.get(verb="cancel_subscription"), actor=None, today=TODAY)
    reason = StopReason.objects.exclude(pk="trial_ended").first() or StopReason.objects.create(code="moved", name={"en": "Moved"})
    cancel_subscription(subscription=given, reason=reason, actor=None, today=TODAY, from_on=day("2026-07-20"))
    assert f">{given.number}<" not in desk.get("/subscriptions/gifts/", {"card": "no"}).content.decode()
    assert f">{given.number}<" not in desk.get("/subscriptions/gifts/", {"ask": "yes"}).content.decode()
    assert f">{given.number}<" in desk.get("/subscriptions/gifts/").content.decode()
    answer = desk.post("/subscriptions/gifts/cards/", {"chosen": [given.pk]})
    assert answer.status_code == 302 and not GiftLetter.objects.exists()


def test_a_gift_is_changed_and_changed_back(desk, given):
    answer = desk.post(f"{given.url}gift/", {"card_text": "Congratulations", "card_to": "giver", "at_end": "ends"})
    assert answer["Location"] == given.url
    assert Gift.objects.get().card_text == "Congratulations"
    undo_act(act=Act.objects.get(verb="change_gift"), actor=None, today=TODAY)
    assert Gift.objects.get().card_text.startswith("Happy birthday!")
    with pytest.raises(CannotGive):
        change_gift(gift=Gift.objects.get(), terms=GiftTerms("Happy birthday!\nBo", "receiver", "receiver"), actor=None)


def test_both_see_on_their_pages_that_it_is_a_gift(desk, given, bo, elsa):
    assert "gift to Elsa Berg" in desk.get(f"/subscriptions/of-customer/{bo.pk}/").content.decode()
    assert "gift from Bo Ek" in desk.get(f"/subscriptions/of-customer/{elsa.pk}/").content.decode()
    page = plain(desk.get(given.url).content.decode())
    assert "The gift ends on Mon 12 Oct; before that Elsa Berg is asked whether to go on." in page


def test_what_was_written_on_cards_goes_with_the_people(given, bo):
    assert twice("subscriptions/erase_card_texts", people=[bo.pk]) == 1
    assert Gift.objects.get().card_text == ""


def test_an_ordinary_order_is_no_gift(desk, typed):
    ordinary = {**typed, "order_is": "own"}
    shown = desk.post(EFFECT, ordinary).context["shown"]
    desk.post(NEW, {**ordinary, "effect": shown.digest})
    assert not Gift.objects.exists() and not GiftLetter.objects.exists()
    assert standing_cancellation(Subscription.objects.get()) is None
