"""Members take the seats of a subscription and networks read with it: as many as there are seats, on the days that were said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.catalog.models import Product
from abonent.catalog.operations import CannotDescribe, change_product, description_of
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import CannotUndo, approve_run, begin_run, commit_run, plan_run, undo_act
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Entitlement, Pause, Seat
from abonent.subscriptions.operations import (
    AskedCopies,
    CannotChangeCopies,
    CannotShare,
    add_member,
    add_network,
    change_copies,
    end_share,
    pause_subscription,
)
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

TODAY = day("2026-07-09")
CAMPUS, LIBRARY = ip_network("192.0.2.0/25"), ip_network("2001:db8:4711::/48")


@pytest.fixture
def school(daily, price_list):
    """A school that takes two copies, with one seat for each, until the end of July."""
    Product.objects.filter(pk=daily.pk).update(seats=1)
    daily.refresh_from_db()
    order = an_order(
        product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3, copies=2, subscriber=an_organisation("Norrvik School")
    )
    return a_subscription(order=order)


def a_seat(school, member, first="2026-07-10", last=None):
    return add_member(subscription=school, member=member, first=day(first), last=day(last) if last else None, actor=None, today=TODAY)


def readers():
    """Who reads, from which day until before which other."""
    rows = Entitlement.objects.order_by("source", "customer__family_name", "network", "during")
    return [
        (one.source, one.customer.family_name if one.customer else str(one.network or ""), one.during.lower, one.during.upper)
        for one in rows
    ]


def findings():
    return [finding.message for invariant in INVARIANTS for finding in check(invariant)]


def a_refresh(school):
    return plan_run(run=begin_run(kind="entitlement_refresh", entity=school.entity, as_of=TODAY, actor=None))


def undo_latest():
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)


def test_the_subscriber_reads_while_a_term_is_sold_and_members_on_their_days(school):
    a_seat(school, a_customer("Eva", "Ek"), last="2026-07-20")
    a_seat(school, a_customer("Bo", "Dal"))
    assert readers() == [
        ("member", "Dal", day("2026-07-10"), day("2026-08-01")),
        ("member", "Ek", day("2026-07-10"), day("2026-07-21")),
        ("subscriber", "", day("2026-05-01"), day("2026-08-01")),
    ]
    assert findings() == []


def test_nobody_reads_in_a_pause_unless_the_digital_edition_goes_on(school):
    pause_subscription(subscription=school, first=day("2026-07-13"), last=day("2026-07-19"), actor=None, today=TODAY)
    # The pause makes the term a week longer.
    assert readers() == [
        ("subscriber", "", day("2026-05-01"), day("2026-07-13")),
        ("subscriber", "", day("2026-07-20"), day("2026-08-08")),
    ]
    undo_latest()
    assert readers() == [("subscriber", "", day("2026-05-01"), day("2026-08-01"))]
    assert findings() == []


def test_no_more_members_than_seats_and_a_seat_that_ends_is_free_the_day_after(school):
    eva, bo, cilla = (a_customer("", name) for name in ("Ek", "Dal", "Carlson"))
    a_seat(school, eva, last="2026-07-20")
    a_seat(school, bo)
    with pytest.raises(CannotShare, match="From 2026-07-15 all 2 seats are taken"), transaction.atomic():
        a_seat(school, cilla, "2026-07-15")
    assert a_seat(school, cilla, "2026-07-21").during == period("2026-07-21", None)
    with pytest.raises(CannotShare, match="has a seat in these days already"):
        a_seat(school, bo, "2026-07-25")


def test_a_seat_is_ended_and_given_back_by_undo_while_nobody_has_taken_it(school):
    first = a_seat(school, a_customer("Eva", "Ek"))
    a_seat(school, a_customer("Bo", "Dal"))
    end_share(share=first, last=day("2026-07-12"), actor=None, today=TODAY)
    assert ("member", "Ek", day("2026-07-10"), day("2026-07-13")) in readers()
    undo_latest()
    assert ("member", "Ek", day("2026-07-10"), day("2026-08-01")) in readers()
    end_share(share=first, last=TODAY, actor=None, today=TODAY)
    assert "Ek" not in str(readers()), "it would have begun later"
    ended = Act.objects.latest("pk")
    a_seat(school, a_customer("Cilla", "Carlson"))
    with pytest.raises(CannotUndo, match="Something later depends on this"):
        undo_act(act=Act.objects.get(pk=ended.pk), actor=None, today=TODAY)


def test_a_member_who_was_added_by_mistake_is_taken_away_by_undo(school):
    a_seat(school, a_customer("Eva", "Ek"))
    undo_latest()
    assert [one[0] for one in readers()] == ["subscriber"]
    assert Seat.objects.get().withdrawn_at is not None


def test_what_cannot_be_shared_is_refused_in_a_sentence(school, daily, price_list):
    with pytest.raises(CannotShare, match="Norrvik School is the subscriber"):
        a_seat(school, school.subscriber)
    with pytest.raises(CannotShare, match="2026-07-08 is past"):
        a_seat(school, a_customer(), "2026-07-08")
    Product.objects.filter(pk=daily.pk).update(seats=0)
    alone = a_subscription(order=an_order(product=Product.objects.get(pk=daily.pk), price_list=price_list, starts_on="2026-05-01"))
    with pytest.raises(CannotShare, match="the subscriber reads alone"):
        a_seat(alone, a_customer())
    with pytest.raises(CannotShare, match="is a person"):
        add_network(subscription=alone, network=CAMPUS, first=TODAY, last=None, actor=None, today=TODAY)


def test_fewer_copies_are_refused_while_members_have_the_seats(school):
    a_seat(school, a_customer("Eva", "Ek"))
    second = a_seat(school, a_customer("Bo", "Dal"))
    fewer = AskedCopies(copies=1, from_on=day("2026-07-20"))
    with pytest.raises(CannotChangeCopies, match="From 2026-07-20 2 members have seats, and there would be 1"), transaction.atomic():
        change_copies(subscription=school, asked=fewer, actor=None, today=TODAY)
    end_share(share=second, last=day("2026-07-19"), actor=None, today=TODAY)
    change_copies(subscription=school, asked=fewer, actor=None, today=TODAY)
    assert findings() == []


def test_the_database_refuses_a_member_without_a_seat(school):
    with pytest.raises(IntegrityError, match="more members than seats"), transaction.atomic(), connection.cursor() as cursor:
        for name in ("Ek", "Dal", "Carlson"):
            Seat.objects.create(subscription=school, customer=a_customer("", name), during=period("2026-07-10", None))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_whoever_arrives_from_a_network_reads(school):
    campus = add_network(subscription=school, network=CAMPUS, first=TODAY, last=None, actor=None, today=TODAY)
    add_network(subscription=school, network=LIBRARY, first=TODAY, last=day("2026-07-20"), actor=None, today=TODAY)
    assert readers()[:2] == [
        ("network", "192.0.2.0/25", TODAY, day("2026-08-01")),
        ("network", "2001:db8:4711::/48", TODAY, day("2026-07-21")),
    ]
    with pytest.raises(CannotShare, match="overlaps with 192.0.2.0/25"):
        add_network(subscription=school, network=ip_network("192.0.2.64/26"), first=TODAY, last=None, actor=None, today=TODAY)
    for text, said in (("10.1.0.0/16", "inside a house"), ("192.0.0.0/8", "more than one institution")):
        with pytest.raises(CannotShare, match=said):
            add_network(subscription=school, network=ip_network(text), first=TODAY, last=None, actor=None, today=TODAY)
    end_share(share=campus, last=TODAY, actor=None, today=TODAY)
    assert readers()[0] == ("network", "192.0.2.0/25", TODAY, TODAY + timedelta(days=1))
    assert findings() == []


def test_the_statements_write_nothing_twice(school):
    Seat.objects.create(subscription=school, customer=a_customer(), during=period("2026-07-10", None))
    Pause.objects.create(subscription=school, during=period("2026-07-13", "2026-07-20"), gives="none", digital_goes_on=False)
    named = {"source": "subscriptions/entitled_named", "subscriptions": [school.pk]}
    run = begin_run(kind="entitlement_refresh", entity=school.entity, as_of=TODAY, actor=None)
    assert twice("subscriptions/plan_entitlements", run=run.pk, entity=school.entity_id) == 1
    assert twice("subscriptions/forget_entitlements", **named) == 1
    assert twice("subscriptions/write_entitlements", **named) == 4
    assert statements.rows("subscriptions/check_entitlements") == []


def test_who_reads_is_brought_up_to_date_with_the_terms_that_a_run_makes(school, daily, price_list):
    a_seat(school, a_customer("Mia", "Mattsson"))
    anna = a_customer("Anna", "Alm")
    plain = a_subscription(order=an_order(product=daily, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=anna))
    before = Entitlement.objects.get(subscription=plain)

    commit_run(
        run=approve_run(run=plan_run(run=begin_run(kind="renewal", entity=school.entity, as_of=day("2026-07-25"), actor=None)), actor=None)
    )
    after = Entitlement.objects.get(subscription=plain)
    assert (after.pk, after.during.lower, after.during.upper) == (before.pk, day("2026-05-01"), day("2026-11-01")), "it got longer"
    assert [one[3] for one in readers()] == [day("2026-11-01")] * 3
    assert findings() == []


def test_what_is_read_gets_longer_once(school):
    statements.run("subscriptions/empty_work_made")
    with connection.cursor() as cursor:
        made = "INSERT INTO work_made (subscription_id, product_id, sold_during) VALUES (%s, %s, %s), (%s, %s, %s)"
        term = [school.pk, school.product_id]
        cursor.execute(made, [*term, "[2026-08-01,2026-11-01)", *term, "[2026-11-01,2027-02-01)"])
    assert twice("subscriptions/extend_entitlements") == 1
    assert readers() == [("subscriber", "", day("2026-05-01"), day("2027-02-01"))]
    assert statements.rows("subscriptions/entitled_made") == []


def test_nothing_gets_longer_over_a_gap(school):
    statements.run("subscriptions/empty_work_made")
    with connection.cursor() as cursor:
        made = "INSERT INTO work_made (subscription_id, product_id, sold_during) VALUES (%s, %s, %s), (%s, %s, %s)"
        term = [school.pk, school.product_id]
        cursor.execute(made, [*term, "[2026-08-01,2026-11-01)", *term, "[2026-12-01,2027-02-01)"])
    assert statements.run("subscriptions/extend_entitlements") == 0
    assert [row.subscription_id for row in statements.rows("subscriptions/entitled_made")] == [school.pk]


def test_a_refresh_plans_what_differs_and_brings_it_up_to_date(school):
    Entitlement.objects.update(during=period("2026-05-01", "2026-06-01"))
    run = a_refresh(school)
    assert (run.planned_rows, findings()) == (1, [f"Of subscription {school.number} 1 periods of reading are missing and 1 are too many."])
    commit_run(run=approve_run(run=run, actor=None))
    assert findings() == []
    assert a_refresh(school).planned_rows == 0


def test_who_has_a_seat_is_not_erased_before_it_is_taken_back(school):
    member = a_customer("Mia", "Mattsson")
    a_seat(school, member)
    asked = {"people": [member.pk], "today": TODAY}
    assert [row.customer_id for row in statements.rows("subscriptions/seats_of_people", **asked)] == [member.pk]
    Seat.objects.update(withdrawn_at="2026-07-09T08:00:00Z")
    assert statements.rows("subscriptions/seats_of_people", **asked) == []


def with_seats(product, seats):
    """The product with another number of seats, as the form of the catalog saves it."""
    described = replace(description_of(product, TODAY), seats=seats)
    return change_product(product=product, described=described, shares_from=TODAY, actor=None)


def test_a_product_keeps_the_seats_that_members_have(school):
    a_seat(school, a_customer("Eva", "Ek"))
    with pytest.raises(CannotDescribe) as refused:
        with_seats(school.product, 0)
    assert refused.value.code == "product.seats_taken"
    assert refused.value.parameters == {"count": 1, "numbers": str(school.number)}
    assert Product.objects.get(pk=school.product_id).seats == 1


def test_who_read_before_there_were_fewer_seats_is_not_judged_by_them(school, clock_at):
    first, second, third = (a_customer(name) for name in ("Eva", "Bo", "Ulla"))
    with_seats(school.product, 2)
    for member in (first, second, third):
        a_seat(school, member, last="2026-07-12")
    a_seat(school, first, first="2026-07-20")
    with clock_at("2026-07-15"):
        with_seats(Product.objects.get(pk=school.product_id), 1)
        assert findings() == []
        add_member(subscription=school, member=second, first=day("2026-07-20"), last=None, actor=None, today=day("2026-07-15"))
        with pytest.raises(CannotShare, match="all 2 seats are taken"):
            add_member(subscription=school, member=third, first=day("2026-07-20"), last=None, actor=None, today=day("2026-07-15"))
    assert findings() == []


def test_a_day_on_which_there_are_fewer_seats_is_one_on_which_they_are_counted(school, clock_at):
    a_seat(school, a_customer("Eva", "Ek"))
    with clock_at("2026-07-15"), pytest.raises(CannotDescribe, match="more members read"):
        with_seats(school.product, 0)
