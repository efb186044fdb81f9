"""Each writing statement of billing once, then again: the second time it writes nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from abonent.access.history import forgetting
from abonent.billing.agent_testing import a_paper, a_reader_of, an_agent, terms_of_agent
from abonent.billing.models import BillingPlan, BillingPlanLine, Invoice, InvoicePart, OutboxDocument, OutboxRoute
from abonent.billing.operations.commission import write_commission
from abonent.billing.operations.footing import footing
from abonent.billing.operations.planning import parameters
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.charges.models import Charge
from abonent.kit import clock, statements
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.rules.references import is_ocr, is_rf, is_viite, make_ocr, make_rf, make_viite
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
TODAY = day("2026-07-01")


def given_of(run: Run) -> dict[str, Any]:
    return {**parameters(run), **footing(entity=run.entity, on=run.as_of).parameters(entity=run.entity), "first": 1, "latest": 1000}


def a_bare_run(entity: LegalEntity, kind: str = "billing", **asked: Any) -> Run:
    return Run.objects.create(kind=kind, entity=entity, as_of=TODAY, parameters=asked)


def test_a_plan_is_made_once_statement_by_statement():
    norrvik = a_publisher()
    anna, berit = a_payer("Anna"), a_payer("Berit")
    for amount in ("10.00", "10.00", "10.00"):
        a_charge(anna, amount, entity=norrvik)
    a_charge(berit, "-5.00", entity=norrvik)
    a_charge(berit, "1.00", entity=norrvik, parts=[("unheard_of", "1.00")])
    given = given_of(a_bare_run(norrvik))

    assert twice("billing/plan_treatments", source="billing/sorts_due", **given) == 2
    assert twice("runs/park_cases", source="billing/charges_to_park", **given) == 1
    assert twice("billing/plan_lines", **given) == 4
    assert twice("billing/split_vat", **given) == 1
    assert twice("billing/plan_invoices", source="billing/buyers", **given) == 2
    assert twice("billing/hold_credits", **given) == 1
    assert twice("billing/plan_totals", **given) == 1
    assert twice("billing/leave_out_rows", source="billing/buyers", **given) == 1


def test_a_chunk_is_posted_once_statement_by_statement():
    norrvik = a_publisher()
    a_charge(a_payer("Anna"), "100.00", entity=norrvik)
    a_charge(a_payer("Berit"), "200.50", entity=norrvik)
    run = a_bare_run(norrvik)
    given = given_of(run)
    statements.run("billing/plan_treatments", source="billing/sorts_due", **given)
    statements.run("billing/plan_lines", **given)
    statements.run("billing/plan_invoices", source="billing/buyers", **given)
    [counts] = statements.rows("billing/chunk_counts", **given)
    given |= {"first_id": counts.first_id}
    numbers = {"kind": "invoice", "series": 1, "prefix": "A", "first_number": 7, "issued_on": TODAY}

    assert (counts.kind, counts.documents, counts.charges) == ("invoice", 2, 2)
    assert twice("charges/close_charges", source="billing/chunk_charges", **given) == 2
    assert twice("billing/post_lines", **given) == 2
    assert twice("ledger/post_lines", source="billing/journal_lines", **given) == 7
    assert twice("billing/post_invoices", **given, **numbers) == 2
    assert twice("ledger/open_receivables", source="billing/posted_receivables", **given) == 2
    assert twice("ledger/post_entries", source="billing/posted_entries", **given) == 2
    assert statements.value("billing/loose_ends", **given) == 0
    assert list(Invoice.objects.order_by("number").values_list("document_number", flat=True)) == ["A7", "A8"]


def test_documents_are_queued_and_claimed_once():
    norrvik = a_publisher()
    wants_them = a_payer("Anna", invoice_channel="einvoice")
    a_charge(wants_them, "100.00", entity=norrvik)
    a_charge(a_payer("Berit"), "200.00", entity=norrvik)
    given = given_of(a_billing(norrvik))
    assert not OutboxDocument.objects.exists(), "no way was open when they were posted"
    OutboxRoute.objects.create(entity=norrvik, format="peppol", address="out")
    assert twice("billing/queue_documents", source="billing/documents_to_send", **given, invoices=[]) == 1
    assert OutboxDocument.objects.get().invoice.payer == wants_them
    now = clock.now()
    assert twice("billing/claim_documents", now=now, until=now + timedelta(minutes=15), most=10) == 1
    assert (
        statements.rows("billing/claim_documents", now=now + timedelta(minutes=16), until=now + timedelta(hours=1), most=10)[0].was
        == "claimed"
    )


@pytest.mark.parametrize(
    ("country", "buyer", "formats"),
    [
        ("HU", {"country": "HU"}, {"nav"}),
        ("PL", {"country": "PL", "vat_number": "PL5252344078"}, {"ksef"}),
        ("PL", {"country": "PL"}, set()),
        ("FI", {"country": "FI", "invoice_channel": "einvoice"}, {"finvoice"}),
        ("FI", {"country": "SE", "invoice_channel": "einvoice"}, {"peppol"}),
        ("SE", {"country": "FI", "invoice_channel": "einvoice"}, {"finvoice"}),
        ("HU", {"country": "HU", "invoice_channel": "einvoice"}, {"nav", "peppol"}),
    ],
)
def test_a_document_is_queued_in_the_formats_that_law_and_payer_want(country: str, buyer: dict[str, str], formats: set[str]):
    entity = a_publisher(country)
    for written_as in ["peppol", "finvoice", *{"HU": ["nav"], "PL": ["ksef"]}.get(country, [])]:
        OutboxRoute.objects.create(entity=entity, format=written_as, address="out")
    a_charge(a_payer(**buyer), "100.00", entity=entity)
    a_billing(entity)
    assert set(OutboxDocument.objects.values_list("format", flat=True)) == formats


def test_rows_of_which_a_charge_is_gone_are_left_out_once():
    norrvik = a_publisher()
    charge = a_charge(a_payer(), "100.00", entity=norrvik)
    run = a_bare_run(norrvik)
    given = given_of(run)
    statements.run("billing/plan_treatments", source="billing/sorts_due", **given)
    statements.run("billing/plan_lines", **given)
    charge.open.delete()
    assert twice("billing/leave_out_billed", **given) == 1


def test_the_lines_of_a_credit_note_are_planned_once():
    norrvik = a_publisher()
    a_charge(a_payer(), "100.00", entity=norrvik)
    a_billing(norrvik)
    invoice = Invoice.objects.get()
    asked = {"credited": invoice.pk, "lines": [{"ordinal": 1, "amount": "40.00"}]}
    given = given_of(a_bare_run(norrvik, "credit_note", **asked))
    assert json.loads(given["lines"]) == asked["lines"]
    assert twice("billing/plan_treatments", source="billing/sorts_credited", **given) == 1
    assert twice("billing/plan_credit_lines", **given) == 1


@pytest.mark.parametrize(("kind", "make", "is_right"), [("ocr", make_ocr, is_ocr), ("viite", make_viite, is_viite), ("rf", make_rf, is_rf)])
def test_the_references_that_the_posting_makes_are_those_of_the_rules(kind: str, make: Any, is_right: Any):
    norrvik = a_publisher()
    anna = a_payer()
    a_charge(anna, "100.00", entity=norrvik)
    run = a_bare_run(norrvik)
    given = {**given_of(run), "reference_kind": kind}
    statements.run("billing/plan_treatments", source="billing/sorts_due", **given)
    statements.run("billing/plan_lines", **given)
    statements.run("billing/plan_invoices", source="billing/buyers", **given)
    planned = BillingPlan.objects.get(run=run)
    # Receivable ids of every length up to twelve figures of serial, with each figure somewhere.
    ids = [1, 9, 46, 999, 10_482, 123_456, 7_654_321, 89_012_345, 567_890_123, 4_321_098_765, 98_765_432_109, 899_999_999_999]
    BillingPlan.objects.filter(run=run).delete()
    row = {field.attname: getattr(planned, field.attname) for field in BillingPlan._meta.concrete_fields if field.name != "pk"}
    BillingPlan.objects.bulk_create(
        BillingPlan(**{**row, "ordinal": ordinal, "receivable_id": receivable, "invoice_id": 10**6 + ordinal})
        for ordinal, receivable in enumerate(ids, start=1)
    )
    numbers = {"kind": "invoice", "series": 1, "prefix": "", "first_number": 1, "issued_on": TODAY}
    line = BillingPlanLine.objects.get(run=run)
    BillingPlanLine.objects.bulk_create(
        BillingPlanLine(**{**{field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}, "ordinal": ordinal})
        for ordinal in range(2, len(ids) + 1)
    )
    statements.run("billing/post_invoices", **given, **numbers, first_id=10**6)

    made = dict(Invoice.objects.values_list("receivable_id", "reference"))

    assert made == {receivable: make(1_000_000 + receivable) for receivable in ids}
    assert all(map(is_right, made.values()))


def test_the_database_refuses_to_change_what_is_posted():
    norrvik = a_publisher()
    a_charge(a_payer(), "100.00", entity=norrvik)
    a_billing(norrvik)
    with pytest.raises(Exception, match="Cannot update or delete rows from invoice table"):
        Invoice.objects.update(total=Decimal(0))


def test_what_agents_keep_and_their_parts_are_written_once():
    norrvik = a_publisher()
    agent = an_agent("bills")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, a_paper(norrvik), "Anna")
    asked = {"entity": norrvik.pk, "as_of": TODAY, "asked": None, "exponent": 2, "units": 100}

    assert twice("charges/write_charges", source="billing/charges_of_commission", **asked) == 1
    assert twice("charges/write_components", source="billing/components_of_commission", **asked) == 1
    given = given_of(a_billing(norrvik))
    assert Invoice.objects.get().parts.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM invoice_part")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert twice("billing/post_parts", **given) == 1
    with forgetting(posted=True):
        assert twice("billing/erase_parts", people=[InvoicePart.objects.get().reader_id]) == 1


def test_a_settlement_with_agents_is_posted_once_statement_by_statement():
    norrvik = a_publisher()
    agent = an_agent("commission")
    terms_of_agent(agent, norrvik, percent="20", earned="billed")
    a_reader_of(agent, a_paper(norrvik), "Anna")
    a_billing(norrvik)
    run = a_bare_run(norrvik, "agent_settlement")
    asked = {"run": run.pk, "entity": norrvik.pk, "as_of": TODAY}

    assert twice("billing/plan_commission", **asked, exponent=2) == 1
    assert twice("billing/post_agent_settlements", **asked, currency="SEK", posted_by=None) == 1
    assert twice("billing/post_earned_commission", run=run.pk, first=1, latest=10) == 1
    assert twice("charges/write_charges", source="billing/charges_of_settlements", run=run.pk) == 1
    assert twice("charges/write_components", source="billing/components_of_settlements", run=run.pk) == 1
    assert Charge.objects.get(source_kind="agent_settlement").amount == Decimal("-200.00")


def test_what_an_agent_would_keep_is_withdrawn_once():
    norrvik = a_publisher()
    agent = an_agent("net")
    terms_of_agent(agent, norrvik, percent="20")
    a_reader_of(agent, a_paper(norrvik), "Anna")
    write_commission(entity=norrvik, as_of=TODAY)
    assert twice("charges/withdraw_charges", source="billing/open_commission", agent=agent.pk) == 1
