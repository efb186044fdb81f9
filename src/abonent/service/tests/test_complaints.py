"""Complaints: what is given by rule or by choice, what is refused in which words, repeats, and the way back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from abonent.charges.models import Charge
from abonent.customers.testing import a_customer
from abonent.distribution.models import Carrier, RouteCarrier
from abonent.distribution.testing import a_route, a_stretch
from abonent.editions.models import Issue
from abonent.kit.periods import day, period
from abonent.kit.refusals import Refusal
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.service.models import ComplaintRule, DeliveryComplaint
from abonent.service.operations import AskedComplaint, preview_complaint, register_complaint, set_complaint_rule, withdraw_complaint
from abonent.service.queries import repeats_of
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import IssueCredit, Pause
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
# The paper's part of an issue: four fifths of 799.00 for 92 issues.
WORTH = Decimal("6.95")


def issue_of(subscription, published_on="2026-07-08", medium="paper"):
    return Issue.objects.select_related("edition").get(
        edition__components__product=subscription.product, edition__medium=medium, published_on=published_on
    )


def asked(subscription, published_on="2026-07-08", kind="not_delivered", medium="paper", **said):
    return AskedComplaint(issue_of(subscription, published_on, medium), kind, **said)


def complain(subscription, published_on="2026-07-08", *, today=TODAY, beyond_rules=False, **said):
    return register_complaint(
        subscription=subscription, asked=asked(subscription, published_on, **said), actor=None, today=today, beyond_rules=beyond_rules
    )


def rule(subscription, **said):
    described = {"kind": "not_delivered", "gives": "credit", "product": None, **said}
    return set_complaint_rule(rule=ComplaintRule(entity=subscription.entity), actor=None, **described)


def charged():
    return [charge.amount for charge in Charge.objects.filter(source_kind="issue_credit")]


def test_without_a_rule_a_missing_paper_is_credited_and_what_is_shown_is_what_is_saved(subscription):
    shown = preview_complaint(subscription=subscription, asked=asked(subscription), today=TODAY)
    assert not DeliveryComplaint.objects.exists() and charged() == []
    assert (shown.gives, shown.copies, shown.is_carried, shown.repeats) == ("credit", 1, True, 1)
    complaint = register_complaint(subscription=subscription, asked=asked(subscription), actor=None, today=TODAY, effect=shown.digest)
    assert complaint.credit.amount == shown.amount == WORTH
    assert charged() == [-shown.amount]
    assert (complaint.delivery_method, complaint.place) == ("carrier", subscription.subscriber.addresses.get().place)
    assert not [finding for invariant in INVARIANTS for finding in check(invariant)]


def test_what_changed_since_it_was_shown_is_shown_again(subscription):
    shown = preview_complaint(subscription=subscription, asked=asked(subscription), today=TODAY)
    rule(subscription, carrier_amount=Decimal(15))
    with pytest.raises(Refusal) as refused:
        register_complaint(subscription=subscription, asked=asked(subscription), actor=None, today=TODAY, effect=shown.digest)
    assert refused.value.code == "complaint.effect_changed"
    assert not DeliveryComplaint.objects.exists() and charged() == []


def test_the_rule_of_the_product_goes_before_that_of_the_company(subscription):
    rule(subscription, gives="none", carrier_amount=Decimal(10))
    assert complain(subscription).gives == "none"
    rule(subscription, gives="next", product=subscription.product, carrier_amount=Decimal(15))
    complaint = complain(subscription, "2026-07-07")
    assert (complaint.gives, complaint.carrier_amount, complaint.redelivered_on) == ("next", Decimal(15), day("2026-07-10"))
    assert complain(subscription, "2026-07-06", gives="today").redelivered_on == TODAY


def test_one_of_two_copies_is_given_back_for_one(with_issues, price_list):
    order = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, copies=2)
    two = a_subscription(order=order)
    one_of_two = preview_complaint(subscription=two, asked=asked(two, kind="too_few", copies=1), today=TODAY)
    both = preview_complaint(subscription=two, asked=asked(two), today=TODAY)
    assert (one_of_two.copies, one_of_two.due_copies, both.copies) == (1, 2, 2)
    assert abs(2 * one_of_two.amount - both.amount) <= Decimal("0.01")


REFUSED = {
    "issue_credit.not_out": {"published_on": "2026-07-10"},
    "issue_credit.before_start": {"published_on": "2026-04-30"},
    "complaint.too_long_ago": {"published_on": "2026-06-20"},
    "complaint.too_many": {"copies": 2},
    "complaint.nothing_to_carry": {"gives": "today", "medium": "electronic"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_not_given_is_refused_in_words(subscription, code):
    with pytest.raises(Refusal) as refused:
        complain(subscription, **REFUSED[code])
    assert refused.value.code == code
    assert "%(" not in str(refused.value) and not DeliveryComplaint.objects.exists()


def test_a_paused_paper_and_one_that_is_noted_already_are_refused(subscription):
    complain(subscription)
    with pytest.raises(Refusal) as refused:
        complain(subscription)
    assert refused.value.code == "complaint.reported"
    Pause.objects.create(subscription=subscription, during=period("2026-07-06", "2026-07-08"), gives="prolong", digital_goes_on=False)
    with pytest.raises(Refusal) as refused:
        complain(subscription, "2026-07-07")
    assert refused.value.code == "issue_credit.paused"


def test_another_kind_about_the_same_paper_is_noted_but_given_back_once(subscription):
    complain(subscription)
    with pytest.raises(Refusal) as refused:
        complain(subscription, kind="late")
    assert refused.value.code == "issue_credit.given_back"
    assert complain(subscription, kind="late", gives="none").gives == "none"


def test_no_copy_comes_with_a_paper_that_does_not_come(subscription):
    Pause.objects.create(subscription=subscription, during=period("2026-07-10", "2026-07-12"), gives="prolong", digital_goes_on=False)
    with pytest.raises(Refusal) as refused:
        complain(subscription, gives="next")
    assert refused.value.code == "complaint.no_next_paper"


def test_beyond_the_rule_only_somebody_who_leads_the_service_gives(subscription):
    rule(subscription, yearly_credits=1, report_days=3)
    complain(subscription)
    for published_on, code in (("2026-07-07", "complaint.too_many_credits"), ("2026-07-05", "complaint.too_long_ago")):
        with pytest.raises(Refusal) as refused:
            complain(subscription, published_on)
        assert refused.value.code == code
        shown = preview_complaint(subscription=subscription, asked=asked(subscription, published_on), today=TODAY, beyond_rules=True)
        assert shown.beyond and shown.amount
    assert complain(subscription, "2026-07-07", gives="none").gives == "none"
    assert IssueCredit.objects.count() == 1


def test_repeats_are_counted_of_the_subscription_and_of_its_door(subscription, with_issues, price_list):
    neighbour = a_customer("Bo")
    home = subscription.subscriber.addresses.get().place
    neighbour.addresses.update(place=home)
    other = a_subscription(order=an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", subscriber=neighbour))
    counted = [
        repeats_of(complain(one, on)) for one, on in ((subscription, "2026-07-06"), (other, "2026-07-07"), (subscription, "2026-07-08"))
    ]
    assert counted == [1, 2, 3]


def test_the_route_and_the_carrier_of_that_day_are_known_where_the_register_of_routes_knows_them(subscription):
    home = subscription.subscriber.addresses.get().place
    route = a_route(entity=subscription.entity, number="14")
    a_stretch(route, home.street, home.postal_code, country=home.country)
    eva, per = (Carrier.objects.create(entity=subscription.entity, number=number, name=number) for number in ("Eva", "Per"))
    RouteCarrier.objects.create(route=route, carrier=eva, during=period("2026-01-01", "2026-07-08"))
    RouteCarrier.objects.create(route=route, carrier=per, during=period("2026-07-08", None))
    rule(subscription, carrier_amount=Decimal(15))
    shown = preview_complaint(subscription=subscription, asked=asked(subscription), today=TODAY)
    assert (shown.route, shown.carrier, shown.carrier_amount) == ("14", "Per", Decimal(15))
    assert complain(subscription, "2026-07-07").carrier == eva


def test_taken_back_a_complaint_gives_nothing_and_can_be_noted_again(subscription):
    complaint = complain(subscription)
    undo_act(act=Act.objects.get(verb="register_complaint"), actor=None, today=TODAY)
    complaint.refresh_from_db()
    assert complaint.withdrawn_at is not None and charged() == []
    with pytest.raises(Refusal) as refused:
        withdraw_complaint(complaint=complaint, actor=None, today=TODAY)
    assert refused.value.code == "complaint.withdrawn"
    assert complain(subscription).credit.amount == WORTH


def test_a_rule_is_changed_undone_and_stands_once(subscription):
    first = rule(subscription, report_days=7)
    set_complaint_rule(rule=first, actor=None, report_days=3)
    undo_act(act=Act.objects.filter(verb="set_complaint_rule").latest("pk"), actor=None, today=TODAY)
    first.refresh_from_db()
    assert first.report_days == 7
    with pytest.raises(Refusal) as refused:
        rule(subscription)
    assert refused.value.code == "complaint_rule.exists"
    undo_act(act=Act.objects.filter(verb="set_complaint_rule").earliest("pk"), actor=None, today=TODAY)
    first.refresh_from_db()
    assert first.retired
    assert rule(subscription).pk != first.pk


def test_the_database_keeps_one_complaint_of_a_kind_and_a_credit_where_one_is_given(subscription):
    complaint = complain(subscription)
    said = {"subscription": subscription, "issue": complaint.issue, "copies": 1, "delivery_method": "carrier", "reported_on": TODAY}
    for wrong in ({"kind": "not_delivered", "gives": "none"}, {"kind": "late", "gives": "credit"}, {"kind": "late", "gives": "today"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DeliveryComplaint.objects.create(**said, **wrong)
