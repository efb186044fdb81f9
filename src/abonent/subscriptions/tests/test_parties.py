"""Another payer, orderer or agent from a day on: who is charged for which term, how it meets limits, gifts and ends, the way back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from abonent.catalog.models import Price
from abonent.catalog.testing import prices_from
from abonent.charges.models import Charge, OpenCharge
from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day, period
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.invariants import INVARIANTS
from abonent.subscriptions.models import Agent, Gift, Party, StopReason, Subscription
from abonent.subscriptions.operations import (
    AskedParty,
    AskedSwitch,
    CannotChangeParty,
    CannotSwitch,
    cancel_subscription,
    change_party,
    install_stop_reasons,
    preview_party,
    switch_product,
    withdraw_party,
)
from abonent.subscriptions.operations.agents import agent_of, name_agent
from abonent.subscriptions.operations.change_party import holder_of
from abonent.subscriptions.operations.start import CannotStart
from abonent.subscriptions.testing import a_renewal_run, a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday")]

TODAY = day("2026-07-09")
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "payer.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


@pytest.fixture
def bo():
    return a_customer("Bo")


@pytest.fixture
def subscription(with_issues, price_list, bo, clock_at):
    """Three months from 1 May, invoiced to Anna; the term from 1 August is made and waits. Bo has a price of his own."""
    install_stop_reasons()
    version = prices_from("2025-01-01", price_list, {})
    Price.objects.create(version=version, product=with_issues, term_length=3, customer=bo, unit_price=Decimal("700.00"))
    for component in with_issues.components.all():
        issues_on(component.edition, DAILY, first="2027-01-01", until="2027-07-01")
    asked = an_order(product=with_issues, price_list=price_list, starts_on="2026-05-01", term_length=3, subscriber=a_customer("Anna"))
    with clock_at("2026-07-08"):
        made = a_subscription(order=asked)
        OpenCharge.objects.all().delete()
        a_renewal_run(made.entity, "2026-07-09")
    assert made.terms.count() == 2
    return made


def change(subscription, customer, from_on, role="payer", **said):
    asked = AskedParty(role=role, customer=customer, from_on=day(from_on))
    return change_party(subscription=subscription, asked=asked, actor=None, today=TODAY, **said)


def refused(subscription, customer, from_on, role="payer"):
    with pytest.raises(CannotChangeParty) as refusal:
        change(subscription, customer, from_on, role)
    return refusal.value.code


def paid(subscription):
    """First day of each term -> who is charged, and how much."""
    charges = {one.source_id: one for one in Charge.objects.filter(source_kind="term").select_related("payer").order_by("ordinal")}
    terms = subscription.terms.order_by("ordinal")
    return {str(one.during.lower): f"{charges[one.pk].payer.name.split()[0]} {charges[one.pk].amount}" for one in terms}


def held(subscription, *roles):
    """The given name of whoever has each role in the end."""
    return [holder_of(subscription, role).name.split()[0] for role in roles]


def found():
    return {finding for one in INVARIANTS for finding in check(one)}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["from"])
def test_whoever_pays_on_the_first_day_of_a_term_is_charged_for_it(row, subscription, bo):
    row = dict(row)
    change(subscription, bo, row.pop("from"))
    for as_of in ("2026-10-25", "2027-01-25"):
        a_renewal_run(subscription.entity, as_of)
    assert paid(subscription) == row
    assert not found()


def test_the_effect_names_what_goes_over_and_what_stays_and_keeps_nothing(subscription, bo):
    asked = AskedParty(role="payer", customer=bo, from_on=day("2026-07-20"))
    effect = preview_party(subscription=subscription, asked=asked, today=TODAY)
    assert [(term.first, term.price_before, term.price) for term in effect.moved] == [
        (day("2026-08-01"), Decimal("799.00"), Decimal("700.00"))
    ]
    assert [(term.first, term.waiting) for term in effect.stays] == [(day("2026-05-01"), False)]
    assert not Party.objects.exists() and held(Subscription.objects.get(), "payer") == ["Anna"]
    with pytest.raises(CannotChangeParty, match="changed meanwhile"):
        change(subscription, bo, "2026-07-20", effect="another")
    assert change(subscription, bo, "2026-07-20", effect=effect.digest)


def test_what_is_invoiced_stays_with_whoever_got_the_invoice(subscription, bo):
    OpenCharge.objects.all().delete()
    change(subscription, bo, "2026-07-20")
    assert paid(subscription) == {"2026-05-01": "Anna 799.00", "2026-08-01": "Anna 799.00"}
    a_renewal_run(subscription.entity, "2026-10-25")
    assert paid(subscription)["2026-11-01"] == "Bo 700.00" and not found()


def test_taken_back_the_former_payer_has_his_terms_again(subscription, bo):
    party = change(subscription, bo, "2026-07-20")
    withdraw_party(party=party, actor=None, today=TODAY)
    assert paid(subscription)["2026-08-01"] == "Anna 799.00" and held(Subscription.objects.get(), "payer") == ["Anna"]
    with pytest.raises(CannotChangeParty, match="already"):
        withdraw_party(party=party, actor=None, today=TODAY)
    again = change(subscription, bo, "2026-07-20")
    undo_act(act=Act.objects.filter(verb="change_party").latest("pk"), actor=None, today=TODAY)
    assert Party.objects.get(pk=again.pk).withdrawn_at and paid(subscription)["2026-08-01"] == "Anna 799.00" and not found()


def test_once_it_is_invoiced_to_him_it_is_not_taken_back(subscription, bo):
    party = change(subscription, bo, "2026-07-20")
    OpenCharge.objects.all().delete()
    with pytest.raises(CannotChangeParty, match="invoiced to Bo"):
        withdraw_party(party=party, actor=None, today=TODAY)


def test_changes_are_taken_back_the_latest_first(subscription, bo):
    first = change(subscription, bo, "2026-07-20")
    assert refused(subscription, a_customer("Cilla"), "2026-07-15") == "party.planned"
    cilla = change(subscription, a_customer("Cilla"), "2026-11-01")
    with pytest.raises(CannotChangeParty, match="changed again"):
        withdraw_party(party=first, actor=None, today=TODAY)
    withdraw_party(party=cilla, actor=None, today=TODAY)
    withdraw_party(party=first, actor=None, today=TODAY)
    assert held(Subscription.objects.get(), "payer") == ["Anna"]


def test_what_cannot_be_is_refused_in_words(subscription, bo):
    assert refused(subscription, subscription.payer, "2026-07-20") == "party.unchanged_payer"
    assert refused(subscription, bo, "2026-07-08") == "party.past"
    assert refused(subscription, bo, "2026-04-01") == "party.before_start"
    assert refused(subscription, bo, "2026-07-20", "agent") == "party.no_agent"
    assert refused(subscription, None, "2026-07-20", "agent") == "party.no_agent_yet"
    assert refused(subscription, None, "2026-07-20") == "party.nobody"
    cancel_subscription(subscription=subscription, reason=StopReason.objects.first(), actor=None, today=TODAY)
    assert refused(subscription, bo, "2026-12-01") == "party.after_the_end"


def test_the_new_payer_is_held_to_his_credit_limit(subscription, bo):
    bo.credit_limit = Decimal("500")
    bo.save(update_fields=["credit_limit"])
    assert refused(subscription, bo, "2026-07-20") == "party.over_credit"
    assert change(subscription, bo, "2026-08-02")


def test_a_gift_is_paid_by_whoever_gives_it(subscription, bo):
    Gift.objects.create(subscription=subscription)
    assert refused(subscription, bo, "2026-07-20") == "party.gift"


def test_an_agent_and_an_orderer_change_nothing_of_the_money(subscription, bo):
    before = paid(subscription)
    Agent.objects.create(customer=bo, mode=Agent.NET)
    change(subscription, bo, "2026-07-20", "agent")
    change(subscription, bo, "2026-07-20", "orderer")
    assert paid(subscription) == before
    assert held(subscription, "payer", "orderer", "agent") == ["Anna", "Bo", "Bo"]
    change(subscription, None, "2026-09-01", "agent")
    assert holder_of(subscription, "agent") is None


def test_nobody_has_a_role_beside_another(subscription, bo):
    change(subscription, bo, "2026-07-20")
    with pytest.raises(IntegrityError, match="subscription_party_one_a_day"), transaction.atomic():
        Party.objects.create(subscription=subscription, role="payer", customer=bo, during=period("2026-07-25", None))


def test_an_order_keeps_who_ordered_it_and_who_mediates_it(with_issues, price_list, bo):
    agent = Agent.objects.create(customer=a_customer("Agency"), mode=Agent.COMMISSION)
    asked = an_order(product=with_issues, price_list=price_list, starts_on="2026-08-01", subscriber=a_customer("Anna"))
    made = a_subscription(order=replace(asked, orderer=bo, agent=agent), today=TODAY)
    assert held(made, "payer", "orderer", "agent") == ["Anna", "Bo", "Agency"]
    own = a_subscription(order=replace(asked, orderer=asked.subscriber), today=TODAY)
    assert not own.parties.exists() and held(own, "orderer") == ["Anna"]


@pytest.mark.parametrize(("mode", "payer"), [(Agent.NET, "Agency"), (Agent.BILLS, "Agency"), (Agent.COMMISSION, "Anna")])
def test_an_agent_who_pays_us_is_billed_unless_the_order_says_otherwise(with_issues, price_list, bo, mode, payer):
    agent = Agent.objects.create(customer=a_customer("Agency"), mode=mode)
    asked = an_order(product=with_issues, price_list=price_list, starts_on="2026-08-01", subscriber=a_customer("Anna"))
    assert held(a_subscription(order=replace(asked, agent=agent), today=TODAY), "payer") == [payer]
    assert held(a_subscription(order=replace(asked, agent=agent, payer=bo), today=TODAY), "payer") == ["Bo"]


def test_an_agent_who_mediates_nothing_new_keeps_what_he_has(subscription, bo):
    name_agent(customer=bo, mode=Agent.NET, seen="", actor=None)
    change(subscription, bo, "2026-07-20", "agent")
    name_agent(customer=bo, mode="", seen=Agent.NET, actor=None)
    assert held(subscription, "agent") == ["Bo"] and agent_of(subscription) is None
    asked = an_order(product=subscription.product, price_list=subscription.price_list, starts_on="2026-08-01")
    with pytest.raises(CannotStart, match="mediates no new orders"):
        a_subscription(order=replace(asked, agent=Agent.objects.get()), today=TODAY)
    undo_act(act=Act.objects.filter(verb="name_agent").latest("pk"), actor=None, today=TODAY)
    assert agent_of(subscription).mode == Agent.NET


def test_whoever_goes_over_to_another_product_keeps_his_agent(subscription, bo):
    name_agent(customer=bo, mode=Agent.COMMISSION, seen="", actor=None)
    change(subscription, bo, "2026-07-20", "agent")
    asked = AskedSwitch(
        product=subscription.product,
        price_list=subscription.price_list,
        from_on=day("2026-07-17"),
        term_kind="fixed",
        term_unit="month",
        term_length=12,
        delivery_method="carrier",
    )
    with pytest.raises(CannotSwitch, match="another payer, orderer or agent is agreed"):
        switch_product(subscription=subscription, asked=asked, actor=None, today=TODAY)
    switch = switch_product(subscription=subscription, asked=replace(asked, from_on=day("2026-07-20")), actor=None, today=TODAY)
    assert held(switch.successor, "agent", "payer") == ["Bo", "Anna"]
