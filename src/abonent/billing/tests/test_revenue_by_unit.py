"""Revenue by company, unit and product: split by dated shares to the cent, and in all what the journal says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client

from abonent.access.models import StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.billing.agent_testing import a_paper
from abonent.billing.models import Invoice, RevenueShare
from abonent.billing.operations import credit_invoice
from abonent.billing.operations.revenue_shares import CannotShare, Share, share_revenue
from abonent.billing.revenue_queries import revenue_by_unit
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.charges.models import Charge
from abonent.kit.periods import day
from abonent.ledger.models import JournalLine
from abonent.organisation.models import Unit
from abonent.runs.invariants import check_all
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_first_of_july")]
JULY, AUGUST = day("2026-07-01"), day("2026-08-01")


@pytest.fixture
def norrvik():
    return a_publisher()


@pytest.fixture
def turku():
    return a_publisher("FI")


@pytest.fixture
def paper(norrvik):
    return a_paper(norrvik)[0]


@pytest.fixture
def viewer(norrvik):
    install_ready_roles()
    take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["manager"], entities=[norrvik], language="en")
    return StaffUser.objects.get(username="eva")


def sells(entity, product, amount, *, payer=None, unit=None):
    """What is earned at once, without VAT in the way: billed on 1 July."""
    charge = a_charge(payer or a_payer(), amount, entity=entity, basis="net", deferred=False)
    charge.components.update(unit=unit)
    Charge.objects.filter(pk=charge.pk).update(product_id=product and product.pk)
    a_billing(entity)


def shown(viewer, first=JULY, until=AUGUST):
    """(company, unit) -> amount of the paper."""
    found = revenue_by_unit(first=first, until=until, viewer=viewer)
    return {(row.entity.code, row.unit.code if row.unit else ""): row.amount for row in found if row.product}


def posted(entity):
    lines = JournalLine.objects.filter(account__kind="revenue", entry__entity=entity)
    return -lines.aggregate(amount=Sum("amount"))["amount"]


def shares(product, *parts, from_on="2026-01-01", customer=None):
    said = [
        Share(unit.entity if isinstance(unit, Unit) else unit, unit if isinstance(unit, Unit) else None, Decimal(percent))
        for unit, percent in parts
    ]
    return share_revenue(product=product, customer=customer, from_on=day(from_on), shares=said, actor=None)


def test_without_shares_it_belongs_to_whoever_sold_it(norrvik, paper, viewer):
    south = Unit.objects.create(entity=norrvik, code="south", name="South")
    sells(norrvik, paper, "100.00", unit=south)
    sells(norrvik, paper, "50.00")
    assert shown(viewer) == {("publisher-se", "south"): Decimal("100.00"), ("publisher-se", ""): Decimal("50.00")}


def test_shares_split_it_to_the_cent_and_in_all_it_is_what_the_journal_says(norrvik, turku, paper, viewer):
    south = Unit.objects.create(entity=norrvik, code="south", name="South")
    shares(paper, (norrvik, "33.33"), (south, "33.33"), (turku, "33.34"))
    for amount in ("100.01", "0.01", "77.77"):
        sells(norrvik, paper, amount)
    found = shown(viewer)
    assert sum(found.values()) == Decimal("177.79")
    assert found[("publisher-fi", "")] == Decimal("33.35") + Decimal("0.01") + Decimal("25.93")
    everything = revenue_by_unit(first=JULY, until=AUGUST, viewer=viewer)
    assert sum(row.amount for row in everything) == posted(norrvik)


def test_what_is_credited_is_split_like_what_was_sold(norrvik, turku, paper, viewer):
    shares(paper, (norrvik, "50"), (turku, "50"))
    sells(norrvik, paper, "100.01")
    credit_invoice(invoice=Invoice.objects.get(), actor=None, today=day("2026-07-02"))
    assert set(shown(viewer).values()) == {Decimal(0)}


def test_the_shares_of_the_day_count_and_those_of_a_customer_before_those_of_all(norrvik, turku, paper, viewer):
    anna = a_payer("Anna")
    shares(paper, (norrvik, "100"))
    shares(paper, (turku, "100"), from_on="2026-07-02")
    shares(paper, (norrvik, "40"), (turku, "60"), customer=anna)
    sells(norrvik, paper, "100.00", payer=anna)
    sells(norrvik, paper, "10.00", payer=a_payer("Berit"))
    assert shown(viewer) == {("publisher-se", ""): Decimal("50.00"), ("publisher-fi", ""): Decimal("60.00")}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([("norrvik", "60"), ("turku", "30")], "share.not_whole"),
        ([("norrvik", "60"), ("norrvik", "40")], "share.twice"),
    ],
)
def test_shares_that_cannot_be_are_refused(norrvik, turku, paper, parts, code):
    companies = {"norrvik": norrvik, "turku": turku}
    with pytest.raises(CannotShare) as refusal:
        shares(paper, *((companies[name], percent) for name, percent in parts))
    assert refusal.value.code == code


def test_shares_are_taken_back_and_those_before_hold_again(norrvik, turku, paper, viewer):
    shares(paper, (norrvik, "100"))
    shares(paper, (turku, "100"), from_on="2026-06-01")
    undo_act(act=Act.objects.filter(verb="share_revenue").latest("pk"), actor=None, today=JULY)
    assert RevenueShare.objects.get().entity == norrvik


def test_shares_that_do_not_make_the_whole_are_found(norrvik, turku, paper):
    shares(paper, (norrvik, "50"), (turku, "50"))
    assert not [finding for _one, found in check_all() for finding in found]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE revenue_share SET percent = 40 WHERE entity_id = %s", [turku.pk])
    assert "90.00" in "".join(finding.message for _one, found in check_all() for finding in found)


def test_whoever_sees_only_some_customers_sees_no_sums(norrvik, paper, viewer):
    sells(norrvik, paper, "100.00")
    StaffUser.objects.filter(pk=viewer.pk).update(reach=StaffUser.Reach.OWN)
    assert revenue_by_unit(first=JULY, until=AUGUST, viewer=StaffUser.objects.get(pk=viewer.pk)) == []


def test_the_page_shows_a_month_and_lets_shares_be_said(client: Client, norrvik, turku, paper, viewer):
    StaffEntity.objects.create(staff_user=viewer, entity=turku)
    install_ready_roles()
    take_on_staff(username="fin", password="not used here", full_name="Fia", roles=["finance"], entities=[norrvik, turku], language="en")
    client.force_login(StaffUser.objects.get(username="fin"))
    sells(norrvik, paper, "100.00")
    asked = {
        "product": paper.pk, "customer": "", "from_on": "2026-07-01",
        "place_1": f"company-{norrvik.pk}", "percent_1": "75", "place_2": f"company-{turku.pk}", "percent_2": "20",
    }  # fmt: skip
    refused = client.post("/revenue-by-unit/shares/", asked)
    assert refused.status_code == 422 and "Let them make 100" in refused.content.decode()
    assert client.post("/revenue-by-unit/shares/", {**asked, "percent_2": "25"}).status_code == 302
    shown = client.get("/revenue-by-unit/?month=2026-07").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "75,00" in shown and "25,00" in shown and "25 %" in shown
    rows = b"".join(client.get("/revenue-by-unit/?month=2026-07&export=csv").streaming_content).decode("utf-8-sig")
    assert turku.name in rows and "25" in rows
