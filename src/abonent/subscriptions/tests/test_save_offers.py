"""Save offers: proposed by reason and product while somebody stops, taken by the same operations, refused ones counted, undone."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from abonent.catalog.testing import an_entity
from abonent.charges.models import Charge
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import approve_run, commit_run
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Cancellation, Pause, SaveAttempt, SaveOffer, StopReason
from abonent.subscriptions.operations import cancel_subscription, install_stop_reasons
from abonent.subscriptions.operations.save_offers import CannotOffer, preview_save_offer, take_save_offer, undo_save_offer
from abonent.subscriptions.testing import a_renewal_plan, a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "retention.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def subscription(with_issues, price_list):
    """For three months from 1 May for 799.00, 92 issues."""
    install_stop_reasons()
    return a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3))


def an_offer(subscription, **said):
    say = {"en": "May I give you ten papers?", "sv": "Får jag bjuda på tio tidningar?"}
    return SaveOffer.objects.create(**{"entity": subscription.entity, "gives": "issues", "count": 10, "say": say, **said})


def said(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))


def ask(client, subscription, **typed):
    return client.post(f"{subscription.url}cancellation/", typed, headers={"HX-Request": "true", "HX-Target": "stop-effect"})


def take(client, subscription, offer, reason="price"):
    address = reverse("subscriptions:save_offer_taking", args=[subscription.number, offer.pk])
    return client.post(address, {"reason": reason})


def credits():
    return [str(charge.amount) for charge in Charge.objects.filter(source_kind="save_credit").order_by("pk")]


def broken():
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


def test_offers_of_the_reason_and_product_are_proposed_in_their_order_in_the_customers_language(desk, subscription, monthly):
    an_offer(subscription, reason_id="price", place=2)
    an_offer(subscription, gives="pause", count=14, say={"en": "Take a rest?"}, place=1)
    an_offer(subscription, reason_id="moved", say={"en": "Not for the price"})
    an_offer(subscription, product=monthly, say={"en": "Not for this product"})
    an_offer(subscription, retired=True, say={"en": "Not any more"})
    shown = ask(desk, subscription, reason="price").context["offers"]
    assert [one.say for one in shown] == ["Take a rest?", "Får jag bjuda på tio tidningar?"]
    page = said(ask(desk, subscription, reason="price"))
    assert "Pause 10 Jul – 23 Jul, 14 issues" in page
    assert "10 free, 86,85 kr off the next invoice" in page
    assert not ask(desk, subscription).context["offers"]
    assert not SaveAttempt.objects.exists() and not Pause.objects.exists() and credits() == []


def test_free_issues_are_credited_and_taken_back_by_undoing(desk, subscription):
    offer = an_offer(subscription)
    assert take(desk, subscription, offer)["Location"] == subscription.url
    attempt = SaveAttempt.objects.get()
    assert (attempt.taken, attempt.issues, attempt.amount, attempt.reason_id) == (True, 10, Decimal("86.85"), "price")
    assert credits() == ["-86.85"]
    assert not Cancellation.objects.exists()
    page = said(desk.get(subscription.url))
    assert "Kept by an offer" in page and "Too expensive: May I give you ten papers?" in page
    assert broken() == set()
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="take_save_offer").pk]))
    assert credits() == []
    assert SaveAttempt.objects.get().withdrawn_at is not None
    assert broken() == set()


def test_a_pause_instead_is_placed_and_taken_back_by_undoing(desk, subscription):
    take(desk, subscription, an_offer(subscription, gives="pause", count=14), reason="no_time")
    assert Pause.objects.get().during == period("2026-07-10", "2026-07-24")
    assert subscription.terms.get().during.upper == day("2026-08-15")
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="take_save_offer").pk]))
    assert Pause.objects.get().withdrawn_at is not None
    assert subscription.terms.get().during.upper == day("2026-08-01")


def test_what_was_offered_to_whoever_stops_all_the_same_is_counted_as_refused(desk, subscription):
    offer = an_offer(subscription, reason_id="price")
    seen = ask(desk, subscription, reason="price").context["shown"].effect.digest
    desk.post(f"{subscription.url}cancellation/", {"reason": "price", "effect": seen, "offered": [offer.pk]})
    attempt = SaveAttempt.objects.get()
    assert (attempt.taken, attempt.cancellation, attempt.amount) == (False, Cancellation.objects.get(), 0)
    page = re.sub("<[^>]+>", " ", said(desk.get(reverse("subscriptions:save_offers"))))
    assert re.search(r"in use\s+1\s+0", page)
    # Who has stopped takes nothing any more.
    take(desk, subscription, offer)
    assert SaveAttempt.objects.count() == 1
    assert "is cancelled already" in said(desk.get(subscription.url))


def test_what_was_given_free_is_not_given_back_again_by_a_stop(subscription, desk):
    take(desk, subscription, an_offer(subscription, count=92))
    reason = StopReason.objects.get(pk="price")
    cancel_subscription(subscription=subscription, reason=reason, actor=None, today=TODAY, from_on=day("2026-07-17"))
    assert credits() == ["-799.00"]
    assert not Charge.objects.filter(source_kind="stop_credit").exists()
    assert broken() == set()


def test_an_offer_is_set_up_changed_and_undone(desk, subscription):
    offers = reverse("subscriptions:save_offers")
    assert "No save offers yet" in said(desk.get(offers))
    typed = {"entity": subscription.entity_id, "reason": "price", "gives": "issues", "count": "10", "place": "1", "say_en": "Ten for free?"}
    assert desk.post(f"{offers}new/", typed)["Location"] == offers
    offer = SaveOffer.objects.get()
    assert (offer.reason_id, offer.product, offer.count, offer.say) == ("price", None, 10, {"en": "Ten for free?"})
    assert "Ten for free?" in said(desk.get(offers))
    desk.post(f"{offers}{offer.pk}/", {**typed, "count": "5"})
    offer.refresh_from_db()
    assert (offer.count, offer.retired) == (5, True)
    desk.post(reverse("runs:undo", args=[Act.objects.filter(verb="set_save_offer").latest("pk").pk]))
    offer.refresh_from_db()
    assert (offer.count, offer.retired) == (10, False)


def test_what_is_missing_is_said_at_its_field(desk, subscription):
    answer = desk.post(
        reverse("subscriptions:new_save_offer"), {"entity": subscription.entity_id, "gives": "issues", "count": "0", "place": "1"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"count", "say_en"}


def test_offers_of_another_company_are_not_there(signed_in, subscription):
    offer = an_offer(subscription)
    client = signed_in("manager", an_entity(code="other"))
    assert "No save offers yet" in said(client.get(reverse("subscriptions:save_offers")))
    assert client.get(reverse("subscriptions:edit_save_offer", args=[offer.pk])).status_code == 404
    assert take(client, subscription, offer).status_code == 404


def terms_of(subscription):
    return [str(amount) for amount in subscription.terms.order_by("ordinal").values_list("amount", flat=True)]


def lowered(subscription, **said):
    """A fifth off the next two terms, unless said otherwise; taken because of the price."""
    offer = an_offer(subscription, **{"gives": "discount", "count": 2, "percent": Decimal(20), "say": {"en": "A fifth off?"}, **said})
    reason = StopReason.objects.get(pk="price")
    return take_save_offer(offer=offer, subscription=subscription, reason=reason, actor=None, today=TODAY)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['copies']} x {row['per cent']}")
def test_the_worked_table_of_retention(with_issues, price_list, row):
    install_stop_reasons()
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, copies=int(row["copies"]))
    subscription = a_subscription(order=order)
    offer = an_offer(subscription, gives="discount", count=1, percent=Decimal(row["per cent"]))
    reason = StopReason.objects.get(pk="price")
    shown = preview_save_offer(offer=offer, subscription=subscription, reason=reason, today=TODAY).discount
    assert shown and (str(shown.before), str(shown.amount)) == (row["else"], row["pays"])


def test_a_part_of_the_price_of_the_next_terms_is_said_before_it_is_taken(desk, subscription):
    offer = an_offer(subscription, gives="discount", count=2, percent=Decimal(20))
    page = said(ask(desk, subscription, reason="price"))
    assert "20 % off the next 2 terms from Sat 1 Aug: 639,20 kr instead of 799,00 kr" in page
    take(desk, subscription, offer)
    attempt = SaveAttempt.objects.get()
    assert (attempt.from_term, attempt.terms, attempt.percent, attempt.amount) == (2, 2, Decimal(20), 0)
    assert credits() == []
    # It is not offered twice.
    assert not ask(desk, subscription, reason="price").context["offers"]


def test_the_renewal_run_makes_so_many_terms_at_the_lower_price_and_says_why(desk, subscription):
    lowered(subscription)
    a_renewal_run(subscription.entity, "2026-12-20")
    assert terms_of(subscription) == ["799.00", "639.20", "639.20", "799.00"]
    why = said(desk.get(reverse("subscriptions:why_term", args=[subscription.terms.get(ordinal=2).pk])))
    assert "20 % off" in why and "Given to stay" in why and "639,20" in why
    assert broken() == set()


def test_undone_the_next_term_costs_what_it_would(subscription):
    attempt = lowered(subscription)
    undo_save_offer(attempt=attempt, actor=None, today=TODAY)
    a_renewal_run(subscription.entity, TODAY)
    assert terms_of(subscription) == ["799.00", "799.00"]


def test_once_a_term_is_made_at_the_lower_price_it_is_not_undone(subscription):
    attempt = lowered(subscription)
    a_renewal_run(subscription.entity, TODAY)
    with pytest.raises(CannotOffer) as refused:
        undo_save_offer(attempt=attempt, actor=None, today=TODAY)
    assert refused.value.code == "save_offer.term_made"
    assert terms_of(subscription) == ["799.00", "639.20"]


def test_a_renewal_that_was_planned_before_leaves_out_who_was_given_it(subscription):
    run = a_renewal_plan(subscription.entity, TODAY)
    lowered(subscription)
    done = commit_run(run=approve_run(run=run, actor=None))
    assert (done.committed_rows, terms_of(subscription)) == (0, ["799.00"])


def test_terms_that_cost_less_say_by_how_much(desk, subscription):
    typed = {"entity": subscription.entity_id, "gives": "discount", "count": "2", "place": "1", "say_en": "A fifth off?"}
    answer = desk.post(reverse("subscriptions:new_save_offer"), typed)
    assert set(answer.context["form"].errors) == {"percent"}
    desk.post(reverse("subscriptions:new_save_offer"), {**typed, "percent": "20"})
    assert SaveOffer.objects.get().percent == 20
    desk.post(reverse("runs:undo", args=[Act.objects.get(verb="set_save_offer").pk]))
    assert SaveOffer.objects.get().retired
