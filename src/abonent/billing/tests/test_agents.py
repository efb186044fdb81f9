"""What agents keep of what they are billed, the parts for their readers, and what those who only mediate are settled for."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from abonent.billing.agent_testing import a_paper, a_reader_of, a_settlement_run, an_agent, terms_of_agent
from abonent.billing.models import AgentSettlement, BillingHold, CommissionTerms, EarnedCommission, Invoice, InvoiceLine, InvoicePart
from abonent.billing.operations import bill_now, credit_invoice, credit_line
from abonent.billing.operations.commission import CannotAgree, take_commission_back, write_commission
from abonent.billing.receipts import receipt_of_line
from abonent.billing.testing import a_billing, a_payer, a_plan, a_publisher, invoices_of
from abonent.charges.models import Charge, OpenCharge
from abonent.kit.periods import day
from abonent.ledger.models import AccountMapping, Receivable
from abonent.ledger.operations import post_payment, write_off
from abonent.runs.invariants import check_all
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.subscriptions.operations import AskedParty, change_party
from abonent.subscriptions.testing import a_subscription, an_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_first_of_july")]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "commission.md"


def rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text("utf-8").split("## Worked table")[1].splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def said(words: str) -> dict[str, str]:
    """20 percent, 150.00 a copy, 100.00 an order."""
    amount, _rest, kind = words.partition(" ")
    return {{"percent": "percent", "a copy": "per_copy", "an order": "per_order"}[kind]: amount}


def found() -> list[str]:
    return [finding.message for _invariant, findings in check_all() for finding in findings]


def pay(invoice: Invoice, amount: str | None = None) -> None:
    post_payment(
        entity=invoice.entity,
        customer=invoice.payer,
        amount=Decimal(amount) if amount else invoice.total,
        received_on=day("2026-07-10"),
        method="cash",
        items={invoice.receivable_id: Decimal(amount) if amount else invoice.total},
        actor=None,
        today=day("2026-07-10"),
    )


@pytest.fixture
def norrvik():
    return a_publisher()


@pytest.fixture
def paper(norrvik):
    return a_paper(norrvik)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["terms"])
def test_an_agent_who_is_billed_keeps_what_the_terms_say(row, norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, **said(row["terms"]))
    a_reader_of(agent, paper, "Anna")
    a_reader_of(agent, paper, "Berit")
    [invoice] = invoices_of(a_billing(norrvik))
    kept = sum(line.gross for line in invoice.lines.filter(revenue_class="commission"))
    assert kept == -Decimal(row["keeps"])
    assert invoice.gross == Decimal("2120.00") - Decimal(row["keeps"])
    assert not InvoicePart.objects.exists(), "who pays net has no parts"
    assert found() == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["terms"])
def test_an_agent_whose_readers_pay_us_gets_what_the_terms_say(row, norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, **said(row["terms"]))
    a_reader_of(agent, paper, "Anna")
    a_reader_of(agent, paper, "Berit")
    first, second = invoices_of(a_billing(norrvik))
    pay(first)
    pay(second)
    a_settlement_run(norrvik)
    assert AgentSettlement.objects.get().amount == Decimal(row["gets"])
    credit_line(invoice=first, ordinal=1, amount=Decimal("265.00"), actor=None, today=day("2026-08-10"))
    a_settlement_run(norrvik, "2026-09-01")
    assert sum(one.amount for one in AgentSettlement.objects.all()) == Decimal(row["after credit"])
    assert found() == []


def test_what_is_kept_has_the_vat_of_the_sale_and_says_by_which_terms(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, paper, "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    sale, kept = invoice.lines.order_by("ordinal")
    assert (sale.gross, kept.gross, kept.rate) == (Decimal("1060.00"), Decimal("-212.00"), sale.rate)
    assert (kept.net, kept.vat) == (Decimal("-200.00"), Decimal("-12.00"))
    assert (kept.deferred, kept.product_id) == (False, sale.product_id)
    [step] = receipt_of_line(kept, language="en").steps
    assert (step.label.replace("\N{NO-BREAK SPACE}", " "), step.source) == ("commission of 20 %", "Terms of the agent from 1 Jan 2026")


def test_terms_of_a_product_go_before_those_of_all(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    terms_of_agent(agent, norrvik, percent="30", product=paper[0])
    a_reader_of(agent, paper, "Anna")
    a_reader_of(agent, a_paper(norrvik, code="weekly"), "Berit")
    a_billing(norrvik)
    assert sorted(InvoiceLine.objects.filter(revenue_class="commission").values_list("gross", flat=True)) == [
        Decimal("-318.00"),
        Decimal("-212.00"),
    ]


def test_terms_hold_for_what_is_sold_from_their_day_on(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    terms_of_agent(agent, norrvik, percent="10", from_on="2026-07-02")
    a_reader_of(agent, paper, "Anna", starts_on="2026-07-01")
    a_reader_of(agent, paper, "Berit", starts_on="2026-07-02")
    a_billing(norrvik, as_of="2026-07-05")
    assert sorted(InvoiceLine.objects.filter(revenue_class="commission").values_list("gross", flat=True)) == [
        Decimal("-212.00"),
        Decimal("-106.00"),
    ]


def test_what_an_agent_orders_for_himself_earns_him_nothing(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    product, prices = paper
    a_subscription(order=an_order(product=product, price_list=prices, starts_on="2026-07-01", subscriber=agent.customer))
    [invoice] = invoices_of(a_billing(norrvik))
    assert invoice.gross == Decimal("1060.00")


def test_the_parts_of_an_invoice_make_it_to_the_cent(norrvik):
    agent = an_agent("bills")
    terms_of_agent(agent, norrvik, percent="33.33")
    paper = a_paper(norrvik, "333.37")
    for name in ("Anna", "Berit", "Cecilia"):
        a_reader_of(agent, paper, name)
    [invoice] = invoices_of(a_billing(norrvik))
    parts = list(invoice.parts.order_by("ordinal"))
    assert [part.buyer["name"].split()[0] for part in parts] == ["Anna", "Berit", "Cecilia"]
    assert {part.gross for part in parts} == {Decimal("333.37")}
    assert {part.commission for part in parts} == {Decimal("111.11")}
    assert invoice.rounding == Decimal("0.22"), "a Swedish invoice is rounded to kronor"
    assert [part.rounding for part in parts] == [Decimal("0.08"), Decimal("0.07"), Decimal("0.07")]
    assert sum(part.total for part in parts) == invoice.total
    assert found() == []


def test_a_credit_note_for_an_agent_has_parts_too(norrvik, paper):
    agent = an_agent("bills")
    terms_of_agent(agent, norrvik, percent="20")
    for name in ("Anna", "Berit"):
        a_reader_of(agent, paper, name)
    [invoice] = invoices_of(a_billing(norrvik))
    note = credit_invoice(invoice=invoice, actor=None, today=day("2026-07-10"))
    assert [part.total for part in note.parts.order_by("ordinal")] == [Decimal("-848.00"), Decimal("-848.00")]
    assert found() == []


def test_what_is_billed_at_once_is_billed_with_what_is_kept_of_it(norrvik, paper):
    agent = an_agent("bills")
    terms_of_agent(agent, norrvik, percent="20")
    subscription = a_reader_of(agent, paper, "Anna")
    charge = Charge.objects.get(source_kind="term", source_id=subscription.terms.get().pk)
    [invoice] = bill_now(entity=norrvik, charges=[charge.pk], actor=None, today=day("2026-07-01"))
    assert invoice.total == Decimal("848.00")
    assert not OpenCharge.objects.exists()


def test_a_term_that_goes_over_to_another_payer_takes_what_was_kept_of_it_along(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    subscription = a_reader_of(agent, paper, "Anna")
    assert write_commission(entity=norrvik, as_of=day("2026-07-01")) == 1
    asked = AskedParty(role="payer", customer=a_payer("Bo"), from_on=day("2026-07-01"))
    change_party(subscription=subscription, asked=asked, actor=None, today=day("2026-07-01"))
    assert not Charge.objects.filter(source_kind="commission").exists()
    [invoice] = invoices_of(a_billing(norrvik))
    assert (invoice.payer.given_name, invoice.total) == ("Bo", Decimal("1060.00"))
    assert found() == []


def test_other_terms_write_anew_what_nobody_has_billed(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, paper, "Anna")
    write_commission(entity=norrvik, as_of=day("2026-07-01"))
    terms_of_agent(agent, norrvik, percent="30", product=paper[0])
    [invoice] = invoices_of(a_billing(norrvik))
    assert invoice.total == Decimal("742.00")


def test_what_cannot_be_billed_waits_together_with_what_is_kept_of_it(norrvik, paper):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, paper, "Anna")
    AccountMapping.objects.filter(entity=norrvik, purpose="prepaid").delete()
    plan = a_plan(norrvik)
    assert plan.parked_cases.count() == 2
    assert plan.planned_rows == 0


def test_nothing_is_earned_until_the_reader_has_paid_all_of_it(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, paper, "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    pay(invoice, "1059.00")
    a_settlement_run(norrvik)
    assert not AgentSettlement.objects.exists()
    pay(invoice, "1.00")
    a_settlement_run(norrvik, "2026-08-02")
    assert AgentSettlement.objects.get().amount == Decimal("200.00")


def test_where_the_terms_say_so_it_is_earned_when_the_reader_is_billed(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20", earned="billed")
    a_reader_of(agent, paper, "Anna")
    a_billing(norrvik)
    a_settlement_run(norrvik)
    assert AgentSettlement.objects.get().amount == Decimal("200.00")


def test_what_is_written_off_earns_nothing(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, paper, "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    pay(invoice, "530.00")
    write_off(
        receivable=Receivable.objects.get(pk=invoice.receivable_id),
        amount=Decimal("530.00"),
        reason="gone",
        actor=None,
        today=day("2026-07-20"),
    )
    a_settlement_run(norrvik)
    assert AgentSettlement.objects.get().amount == Decimal("100.00")


def test_a_sale_that_was_credited_whole_earned_nothing(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="33.33")
    a_reader_of(agent, paper, "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    for amount in ("100.01", "333.33"):
        credit_line(invoice=invoice, ordinal=1, amount=Decimal(amount), actor=None, today=day("2026-07-05"))
    credit_invoice(invoice=invoice, actor=None, today=day("2026-07-06"))
    a_settlement_run(norrvik)
    settlement = AgentSettlement.objects.get()
    assert (settlement.amount, settlement.charge_id, settlement.lines.count()) == (0, None, 4)
    assert found() == []


def test_a_settlement_is_made_once_and_credited_by_the_next_billing(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, paper, "Anna")
    [invoice] = invoices_of(a_billing(norrvik))
    pay(invoice)
    a_settlement_run(norrvik)
    a_settlement_run(norrvik, "2026-08-02")
    assert EarnedCommission.objects.count() == 1
    [note] = invoices_of(a_billing(norrvik, as_of="2026-08-02"))
    assert (note.kind, note.payer, note.net, note.vat, note.total) == (
        "credit_note",
        agent.customer,
        Decimal("-200.00"),
        Decimal("-50.00"),
        Decimal("-250.00"),
    )
    assert not BillingHold.objects.exists(), "what he earned waits for nothing"
    assert found() == []


def test_what_is_settled_is_settled_once_and_stays(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20", earned="billed")
    a_reader_of(agent, paper, "Anna")
    a_billing(norrvik)
    a_settlement_run(norrvik)
    line = EarnedCommission.objects.get()
    again = AgentSettlement.objects.create(
        run=a_settlement_run(norrvik, "2026-08-02"),
        agent=agent,
        entity=norrvik,
        number=9,
        settled_on=day("2026-08-02"),
        currency="SEK",
        amount=0,
    )
    values = {name: getattr(line, name) for name in ("invoice_id", "line", "terms_id", "product_id", "base", "amount")}
    with pytest.raises(IntegrityError), transaction.atomic():
        EarnedCommission.objects.create(settlement=again, ordinal=1, **values)


def test_terms_are_taken_back_as_long_as_nothing_is_settled_by_them(norrvik, paper):
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20", earned="billed")
    later = terms_of_agent(agent, norrvik, percent="10", from_on="2026-08-01")
    undo_act(act=Act.objects.filter(verb="agree_commission").latest("pk"), actor=None, today=day("2026-07-01"))
    assert not CommissionTerms.objects.filter(pk=later.pk).exists()
    standing = CommissionTerms.objects.get()
    assert standing.during.upper is None, "the terms before go on"
    a_reader_of(agent, paper, "Anna")
    a_billing(norrvik)
    a_settlement_run(norrvik)
    with pytest.raises(CannotAgree, match="settled already"):
        take_commission_back(terms=standing, actor=None)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"percent": "20"}, "commission.unchanged"),
        ({"percent": "10", "from_on": "2026-01-01"}, "commission.later_terms"),
        ({"percent": "10", "per_copy": "5"}, "commission.one_kind"),
    ],
)
def test_terms_that_cannot_be_are_refused(norrvik, asked, code):
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    with pytest.raises(CannotAgree) as refusal:
        terms_of_agent(agent, norrvik, **{"from_on": "2026-02-01", **asked})
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("UPDATE invoice_part SET gross = gross + 1, net = net + 1, total = total + 1 WHERE ordinal = 1", "its parts make"),
        ("DELETE FROM invoice_part WHERE ordinal = 2", "its parts make"),
        ("UPDATE charge SET amount = -amount WHERE source_kind = 'commission'", "does not go with"),
        ("INSERT INTO open_charge SELECT id, entity_id, '2026-01-01' FROM charge WHERE source_kind = 'commission'", "does not go with"),
        ("UPDATE agent_settlement SET amount = amount + 1", "its lines make"),
        ("DELETE FROM earned_commission", "its lines make"),
        ("UPDATE charge SET amount = amount - 1 WHERE source_kind = 'agent_settlement'", "is charged"),
    ],
)
def test_each_damage_is_found(norrvik, paper, sql, names):
    bills, earns = an_agent("bills"), an_agent("commission", "Mediator")
    terms_of_agent(bills, norrvik, percent="20")
    terms_of_agent(earns, norrvik, percent="20", earned="billed")
    for name in ("Anna", "Berit"):
        a_reader_of(bills, paper, name)
    a_reader_of(earns, paper, "Cecilia")
    a_billing(norrvik)
    a_settlement_run(norrvik)
    assert found() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert any(names in finding for finding in found())
