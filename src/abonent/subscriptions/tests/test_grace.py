"""Grace after a term that nobody renewed, held to the worked table of docs/algorithms/grace.md; renewal where the customer asks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Product
from abonent.customers.testing import a_customer
from abonent.editions.models import Issue
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.access import access_on
from abonent.subscriptions.copies import DUE, NOT_DUE, copies_counted, copies_listed
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Entitlement, RenewalRequest, StopReason, Subscription
from abonent.subscriptions.operations import GiftTerms, cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.renew import CannotRenew, preview_renewal, renew_subscription, withdraw_renewal
from abonent.subscriptions.product_uses import lost_in_grace
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order
from abonent.ui.lists.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "with_issues")]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "grace.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def on_request(daily):
    """The daily paper, renewed only when asked: three issues and fourteen days of grace."""
    Product.objects.filter(pk=daily.pk).update(renews="asked", grace_issues=3, grace_days=14)
    return Product.objects.get(pk=daily.pk)


def a_month(on_request, price_list, name="Anna", starts_on="2026-06-01", **said):
    order = an_order(product=on_request, price_list=price_list, starts_on=starts_on, term_length=1, subscriber=a_customer(name), **said)
    return a_subscription(order=order)


@pytest.fixture
def june(on_request, price_list):
    """A month of June."""
    return a_month(on_request, price_list)


def state_of(subscription, today):
    return Subscription.objects.with_state(day(today)).get(pk=subscription.pk).state


def issue_of(product, on, medium="paper"):
    return Issue.objects.get(edition__components__product=product, edition__medium=medium, published_on=day(on))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["subscriber"])
def test_each_row_of_the_page(row, on_request, price_list, desk):
    today = day(row["today"])
    one = a_month(on_request, price_list, row["subscriber"])
    if row["renewed"]:
        renew_subscription(subscription=one, actor=None, today=day(row["renewed"]))
    if row["cancelled"]:
        reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
        cancel_subscription(subscription=one, reason=reason, actor=None, today=today)
    [copy] = copies_listed(issue_of(on_request, row["asked"]), outcomes=[*DUE, *NOT_DUE], today=today, at_most=9)
    epaper = on_request.components.get(edition__medium="electronic").edition
    told = (
        copy.day.outcome,
        "yes" if copy.day.in_grace else "no",
        "yes" if access_on(day(row["asked"]), edition=epaper, customer=one.subscriber).is_granted else "no",
        Product.objects.annotate(lost=lost_in_grace(StaffUser.objects.get(username="manager"), today)).get(pk=on_request.pk).lost,
    )
    assert told == (row["outcome"], row["in grace"], row["reads"], int(row["lost"]))
    assert [finding.message for invariant in INVARIANTS for finding in check(invariant)] == []


def read_until(subscription) -> str:
    [entitlement] = Entitlement.objects.filter(subscription=subscription)
    return str(entitlement.during.upper)


def test_a_gift_ends_by_itself_and_is_not_read_in_grace(on_request, price_list):
    gift = an_order(
        product=on_request, price_list=price_list, starts_on="2026-06-01", term_length=1, subscriber=a_customer("Bo"), payer=a_customer()
    )
    assert read_until(a_subscription(order=replace(gift, gift=GiftTerms()))) == "2026-07-01"
    assert read_until(a_month(on_request, price_list)) == "2026-07-15"


def test_whoever_stops_with_the_term_reads_in_grace_again_once_he_takes_it_back(june):
    reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
    stop = cancel_subscription(subscription=june, reason=reason, actor=None, today=day("2026-06-20"))
    assert read_until(june) == "2026-07-01"
    withdraw_cancellation(cancellation=stop, actor=None, today=day("2026-06-21"))
    assert read_until(june) == "2026-07-15"
    assert [finding.message for invariant in INVARIANTS for finding in check(invariant)] == []


def test_no_run_renews_what_waits_to_be_asked_for(june, on_request):
    a_renewal_run(on_request.entity, "2026-07-20")
    assert june.terms.count() == 1
    assert [state_of(june, today) for today in ("2026-06-30", "2026-07-01", "2026-07-14", "2026-07-15")] == [
        "running", "grace", "grace", "not_renewed",
    ]  # fmt: skip


def test_whoever_is_renewed_in_grace_has_a_term_from_where_the_latest_ended(june):
    shown = preview_renewal(subscription=june, today=day("2026-07-03"))
    assert (shown.during, shown.amount, shown.grace_copies) == (period("2026-07-01", "2026-08-01"), Decimal("279.00"), 2)
    renew_subscription(subscription=june, actor=None, today=day("2026-07-03"), effect=shown.digest)
    assert [term.during for term in june.terms.order_by("ordinal")] == [
        period("2026-06-01", "2026-07-01"),
        period("2026-07-01", "2026-08-01"),
    ]
    assert state_of(june, "2026-07-03") == "running"
    assert state_of(june, "2026-08-02") == "grace", "grace follows each term"


def test_a_renewal_that_a_stop_has_unmade_waits_for_the_stop_to_be_taken_back(on_request, price_list):
    july, by = a_month(on_request, price_list, starts_on="2026-07-01"), {"actor": None, "today": day("2026-07-09")}
    request = renew_subscription(subscription=july, **by)
    reason = StopReason.objects.create(code="moved", name={"en": "Moved"})
    stop = cancel_subscription(subscription=july, reason=reason, from_on=day("2026-08-01"), **by)
    assert july.terms.count() == 1
    with pytest.raises(CannotRenew, match="ends on 2026-07-31"):
        withdraw_renewal(request=request, **by)
    withdraw_cancellation(cancellation=stop, **by)
    assert july.terms.count() == 2
    withdraw_renewal(request=request, **by)
    assert july.terms.count() == 1
    assert [finding.message for invariant in INVARIANTS for finding in check(invariant)] == []


def test_a_renewal_is_taken_back_while_nobody_has_invoiced_it(june):
    renew_subscription(subscription=june, actor=None, today=day("2026-07-03"))
    undo_act(act=Act.objects.get(verb="renew_subscription"), actor=None, today=day("2026-07-03"))
    assert june.terms.count() == 1 and state_of(june, "2026-07-03") == "grace"
    assert RenewalRequest.objects.get().withdrawn_at is not None
    renew_subscription(subscription=june, actor=None, today=day("2026-07-03"))
    assert june.terms.count() == 2


def test_renewals_are_refused_in_a_sentence(june, on_request, price_list):
    with pytest.raises(CannotRenew, match="the grace after it is over. Take a new order"):
        renew_subscription(subscription=june, actor=None, today=day("2026-07-15"))
    renew_subscription(subscription=june, actor=None, today=day("2026-06-20"))
    with pytest.raises(CannotRenew, match="renewed until 2026-07-31 already"):
        renew_subscription(subscription=june, actor=None, today=day("2026-06-20"))
    Product.objects.update(renews="itself", grace_issues=0, grace_days=0)
    with pytest.raises(CannotRenew, match="goes on by itself"):
        renew_subscription(subscription=a_month(Product.objects.get(pk=on_request.pk), price_list), actor=None, today=day("2026-06-20"))


def test_with_too_few_issues_in_the_calendar_those_that_there_are_come(on_request, price_list):
    december = a_month(on_request, price_list, starts_on="2026-11-30")
    [copy] = copies_listed(issue_of(on_request, "2026-12-31"), outcomes=DUE, today=day("2026-12-30"), at_most=9)
    assert copy.day.in_grace and state_of(december, "2027-03-01") == "grace"


def test_the_issue_tells_how_many_copies_are_in_grace(june, on_request, desk):
    issue = issue_of(on_request, "2026-07-02")
    [counted] = copies_counted(issue, today=day("2026-07-01"))
    assert (counted.outcome, counted.copies, counted.in_grace) == ("comes", 1, 1)
    page = desk.get(f"/issues/{issue.pk}/", {"group": "in_grace"}).content.decode()
    assert "In grace" in page and "Anna Lindqvist" in page and "in grace" in page


def test_the_customer_is_renewed_on_a_screen(desk, on_request, price_list, clock_at):
    july = a_month(on_request, price_list, starts_on="2026-06-10")
    page = desk.get(july.url).content.decode()
    assert "Only if asked" in page and "Renew" in page
    address = f"{july.url}renewal/"
    shown = desk.get(address).context["shown"]
    assert "279,00" in shown.say.replace("\N{NO-BREAK SPACE}", " ")
    assert desk.post(address, {"effect": shown.effect.digest})["Location"] == july.url
    assert "Renewed" in desk.get(july.url).content.decode()
    assert july.terms.count() == 2

    receipt = reverse("subscriptions:renewal_receipt", args=[july.number, RenewalRequest.objects.get().pk])
    assert receipt in desk.get(july.url).content.decode()
    asked = strip_tags(desk.get(receipt).content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    assert "279,00" in asked and "juli" in asked
    undo_act(act=Act.objects.latest("pk"), actor=None, today=day("2026-07-03"))
    assert "tillbakatagen" in strip_tags(desk.get(receipt).content.decode())


def test_whoever_asks_why_is_told_that_it_is_grace(june, on_request, price_list):
    reader = Reader(language="en", today=day("2026-07-05"))
    epaper = Edition.objects.get(components__product=on_request, medium="electronic")

    def said(on):
        return access_on(day(on), edition=epaper, customer=june.subscriber).said(reader).replace("\N{NO-BREAK SPACE}", " ")

    assert "grace" not in said("2026-06-30")
    assert said("2026-07-05") == (
        "Reads as the subscriber, until Tue 14 Jul. This is grace: what was sold ended on Tue 30 Jun, and nobody has renewed it yet."
    )
    renew_subscription(subscription=june, actor=None, today=day("2026-07-05"))
    assert "grace" not in said("2026-07-05")
