"""Which way each copy of an issue went and what was paid for it: the worked table, to the copy by the lists, and the screens."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.catalog.models import Price, PriceGroup, PriceGroupMember
from abonent.catalog.operations.promotions import Step
from abonent.catalog.testing import a_promotion, an_edition, prices_from
from abonent.charges.models import OpenCharge
from abonent.customers.testing import a_customer
from abonent.distribution.circulation_queries import Circulation, PriceClass, SingleCopies, circulation, differences, single_copies
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import Draw, DrawReturn, PriceClasses
from abonent.distribution.operations.circulation import CannotClass, set_price_classes
from abonent.distribution.testing import an_outlet
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.issue_values import value_of_term
from abonent.subscriptions.models import IssueCredit, Pause, SaveOffer, StopReason, Subscription, Term
from abonent.subscriptions.operations import install_stop_reasons, pause_subscription, set_pause_rule
from abonent.subscriptions.operations.save_offers import take_save_offer
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

TODAY, FRIDAY, MARCH = day("2026-07-09"), day("2026-07-10"), day("2026-03-10")
FULL = PriceClass("paid", 70)
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "circulation.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def auditor(signed_in, entity) -> StaffUser:
    signed_in("manager", entity)
    return StaffUser.objects.get(username="manager")


def sold(paper, **told) -> Subscription:
    product, price_list = paper
    told = {"subscriber": a_customer(street_line="Storgatan 1", postal_code="111 22", town="Stockholm"), **told}
    order = an_order(product=product, price_list=price_list, starts_on="2026-01-01", **told)
    subscription = a_subscription(order=order, today=day("2026-01-01"))
    Subscription.objects.filter(pk=subscription.pk).update(delivery_method="post")
    OpenCharge.objects.all().delete()
    subscription.refresh_from_db()
    return subscription


def of_a_group(paper, price: str) -> Subscription:
    """Somebody who pays the price of a group of his own."""
    product, price_list = paper
    group = PriceGroup.objects.create(entity=product.entity, code=f"g{price[:4]}".replace(".", "-"), name={"en": price})
    prices_from("2025-01-01", price_list, {(product, 12): price}, price_group=group)
    member = a_customer(street_line="Storgatan 3", postal_code="111 22", town="Stockholm")
    PriceGroupMember.objects.create(entity=product.entity, price_group=group, customer=member)
    return sold(paper, subscriber=member)


def on_trial(paper) -> Subscription:
    product, price_list = paper
    step = Step(terms=1, unit_price=Decimal("199.00"), own_length=3)
    promotion = a_promotion(price_list=price_list, products=[product], steps=[step], term_kind="fixed", term_length=12)
    order = an_order(product=product, price_list=price_list, starts_on="2026-01-01", subscriber=a_customer(street_line="Storgatan 5"))
    return a_subscription(order=replace(order, promotion=promotion), today=day("2026-01-01"))


def ten_free(paper) -> Subscription:
    subscription = sold(paper)
    install_stop_reasons()
    offer = SaveOffer.objects.create(entity=subscription.entity, gives="issues", count=10, say={"en": "Ten for free?"})
    take_save_offer(offer=offer, subscription=subscription, reason=StopReason.objects.get(pk="price"), actor=None, today=TODAY)
    return subscription


def paused(paper) -> Subscription:
    subscription = sold(paper)
    set_pause_rule(product=subscription.product, begins=TODAY, actor=None, today=TODAY, gives="credit")
    pause_subscription(subscription=subscription, first=day("2026-07-13"), last=day("2026-07-27"), actor=None, today=TODAY)
    return subscription


AGREED = {
    "the price of the list": sold,
    "three copies": lambda paper: sold(paper, copies=3),
    "seventy percent": lambda paper: of_a_group(paper, "2050.30"),
    "a little less": lambda paper: of_a_group(paper, "2050.00"),
    "half": lambda paper: of_a_group(paper, "1464.50"),
    "three months on trial": on_trial,
    "ten free to stay": ten_free,
    "paused for 15 issues, credited": paused,
    "nothing": lambda paper: of_a_group(paper, "0.00"),
}


def classes(paper, viewer, *, on: date, from_percents: list[int]) -> dict[str, int | None]:
    """Price class -> where it begins, of what was frozen on a day."""
    asked = {"editions": [paper[0].components.get().edition_id], "first": on, "until": on + timedelta(days=1), "viewer": viewer.pk}
    none = {"outlets": [], "product": None, "issues": None}
    found = statements.rows(
        "distribution/circulation", source="distribution/draws_of_outlets", from_percents=from_percents, **asked, **none
    )
    return {row.price_class: row.from_percent for row in found}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["what was agreed"])
def test_the_worked_table(paper, auditor, row):
    subscription = AGREED[row["what was agreed"]](paper)
    on = MARCH if row["what was agreed"] == "three months on trial" else FRIDAY
    freeze(the_issue(paper[0], on), subscription.delivery_method)
    if row["class"] == "free":
        assert classes(paper, auditor, on=on, from_percents=[70, 50]) == {"free": None}
        return
    assert classes(paper, auditor, on=on, from_percents=[70, 50]) == {"paid": int(row["class"])}
    percent = Decimal(row["percent"])
    assert classes(paper, auditor, on=on, from_percents=[int(percent)]) == {"paid": int(percent)}
    assert classes(paper, auditor, on=on, from_percents=[int(percent) + 1]) == {"paid": 0}
    # The price of a copy is what its issue is worth: the same share of the full price, to the cent that rounding moves.
    term = Term.objects.get(subscription=subscription, during__contains=on)
    value = value_of_term(term, viewer=auditor, today=TODAY)
    worth = next(one.amount for one in value.days if one.on == on)
    issues = (
        paper[0].components.get().edition.issues.filter(published_on__gte=term.sold_during.lower, published_on__lt=term.sold_during.upper)
    )
    assert value.amount == Decimal(row["comes to"])
    assert abs(worth - percent / 100 * Decimal(row["full price"]) / issues.count()) <= Decimal("0.01")


def of_friday(paper, viewer) -> Circulation:
    edition = paper[0].components.order_by("ordinal").first().edition
    return circulation(edition, first=FRIDAY, until=FRIDAY + timedelta(days=1), viewer=viewer, today=FRIDAY)


def test_what_went_out_is_counted_to_the_copy_whatever_changed_since(paper, auditor):
    stays, leaves, more = a_reader(paper, "Storgatan 1"), a_reader(paper, "Storgatan 3"), a_reader(paper, "Storgatan 5", way="carrier")
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue, "post", "carrier")
    a_reader(paper, "Storgatan 7", copies=2)
    Subscription.objects.filter(pk=more.pk).update(copies=4)
    Term.objects.filter(subscription=more).update(copies=4)
    freeze(issue, "post", "carrier", addendum=True)
    Pause.objects.create(subscription=leaves, during=period(FRIDAY, FRIDAY + timedelta(days=1)), gives="none", digital_goes_on=False)
    a_reader(paper, "Storgatan 9", copies=5)
    [one] = of_friday(paper, auditor).issues
    assert (one.listed.frozen, one.listed.added, one.difference) == (3, 5, 0)
    assert {key: one.copies[key] for key in one.copies} == {("post", FULL): 4, ("carrier", PriceClass("paid", 0)): 4}
    reasons = {difference.reason: difference.copies for difference in differences(issue, today=FRIDAY)}
    assert reasons == {"paused": -1, "not_on_a_list": 5}
    assert stays.pk


def test_copies_that_nobody_paid_for_are_told_by_why(paper, auditor):
    donor, credited, lapsed = a_reader(paper, "Storgatan 1"), a_reader(paper, "Storgatan 3", copies=3), a_reader(paper, "Storgatan 5")
    hospital = a_customer("The", "Hospital", street_line="Storgatan 11", postal_code="111 22", town="Stockholm")
    Pause.objects.create(
        subscription=donor, during=period(FRIDAY, FRIDAY + timedelta(days=1)), gives="donate", digital_goes_on=False, donated_to=hospital
    )
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue)
    Term.objects.filter(subscription=lapsed).update(during=period("2026-01-01", FRIDAY))
    IssueCredit.objects.create(
        subscription=credited, issue=issue, term=credited.terms.get(), copies=1, due_copies=3, amount=Decimal("8.02")
    )
    [one] = of_friday(paper, auditor).issues
    assert {(channel, price_class.code): copies for (channel, price_class), copies in one.copies.items()} == {
        ("post", "donated"): 1,
        ("post", "given_back"): 1,
        ("post", "not_sold"): 1,
        ("post", "paid"): 2,
    }
    assert (one.subscribed, one.unpaid, one.difference) == (2, 3, 0)


def test_what_is_paid_but_was_never_priced_for_everybody_is_told_by_itself(paper, auditor):
    a_reader(paper, "Storgatan 1")
    freeze(the_issue(paper[0], FRIDAY))
    Price.objects.update(quantity_from=5)
    [one] = of_friday(paper, auditor).issues
    assert one.copies == {("post", PriceClass("no_price")): 1}


def test_single_copies_are_net_of_returns_and_screens_are_told_apart(paper, auditor):
    product, _price_list = paper
    screen = issues_on(an_edition(entity=product.entity, code="daily", medium="electronic"), DAILY, first="2026-01-01", until="2027-01-01")
    product.components.create(ordinal=2, edition=screen, name={"en": "E-paper"}, tax_category_id="press_digital", revenue_class="digital")
    a_reader(paper, "Storgatan 1")
    kiosk = an_outlet(entity=product.entity, return_days=0)
    Draw.objects.create(outlet=kiosk, product=product, copies=[10] * 7, during=period("2026-01-01", None))
    issue = the_issue_on_paper(product)
    freeze(issue, "post", "carrier")
    DrawReturn.objects.create(outlet=kiosk, product=product, issue=issue, copies=3, came_on=FRIDAY)
    [one] = of_friday(paper, auditor).issues
    assert (one.subscribed, one.single, one.on_paper, one.electronic) == (1, 7, 8, 1)
    assert one.copies["single", FULL] == 7
    assert single_copies(issue) == SingleCopies(on_lists=10, drawn=10, returned=3)


def the_issue_on_paper(product):
    return product.components.order_by("ordinal").first().edition.issues.select_related("edition__title__entity").get(published_on=FRIDAY)


def test_the_statement_is_of_the_viewers_companies_alone(paper, auditor, entity):
    a_reader(paper, "Storgatan 1")
    freeze(the_issue(paper[0], FRIDAY))
    auditor.entities.clear()
    assert classes(paper, auditor, on=FRIDAY, from_percents=[70]) == {}


DAMAGES = [
    "UPDATE frozen_sum SET copies = copies + 1",
    "DELETE FROM frozen_copy WHERE list_id IN (SELECT id FROM frozen_list WHERE number = 0)",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_lists_that_do_not_add_up_are_found_by_the_books(paper, damage):
    a_reader(paper, "Storgatan 1")
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue)
    a_reader(paper, "Storgatan 3")
    freeze(issue, addendum=True)
    adds_up = next(invariant for invariant in INVARIANTS if invariant.statement == "distribution/check_circulation")
    assert not check(adds_up)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
    [found] = check(adds_up)
    assert "%(" not in found.message


def test_classes_are_those_of_the_company_until_it_is_undone(paper, entity):
    with pytest.raises(CannotClass, match="already"):
        set_price_classes(entity=entity, from_percents=[50, 70], actor=None)
    set_price_classes(entity=entity, from_percents=[80, 90], actor=None)
    assert PriceClasses.objects.get().from_percents == [90, 80]
    undo_act(act=Act.objects.get(verb="set_price_classes"), actor=None, today=TODAY)
    assert not PriceClasses.objects.exists()


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_month_its_issue_and_its_file_say_the_same(paper, entity, signed_in):
    a_reader(paper, "Storgatan 1", copies=2)
    freeze(the_issue(paper[0], "2026-07-09"))
    manager = signed_in("manager", entity)
    address = reverse("distribution:circulation")
    page = words(manager.get(address, {"month": "2026-07"}))
    assert "From 70 % of the full price" in page
    assert "8 issues were not frozen" in page
    issue = words(manager.get(reverse("distribution:circulation_issue", args=[the_issue(paper[0], "2026-07-09").pk])))
    assert "agrees to the copy" in issue
    assert "Nothing has changed since" in issue
    answer = manager.get(address, {"month": "2026-07", "export": "csv"})
    _head, *lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert lines == [["2026-07-09", "Post", "From 70 % of the full price", "2"]]
    assert manager.get(address, {"month": "2026-07", "export": "xlsx"}).status_code == 200
    assert manager.get(address, {"month": "2026-13"}).status_code == 404
    assert manager.get(address, {"edition": "0"}).status_code == 404


def test_the_classes_are_typed_in_one_line(entity, paper, signed_in):
    manager = signed_in("manager", entity)
    address = reverse("distribution:price_classes", args=[entity.pk])
    assert "70, 50" in words(manager.get(address))
    for wrong in ("", "70, x", "0", "101", "70 70"):
        assert manager.post(address, {"from_percents": wrong}).status_code == 422, wrong
    assert manager.post(address, {"from_percents": "50 % 85 %"}).status_code == 302
    assert PriceClasses.objects.get().from_percents == [85, 50]
    clerk = signed_in("clerk", entity)
    assert clerk.get(reverse("distribution:circulation")).status_code == 200
    assert clerk.get(address).status_code == 403
