"""The pages of billing, as the people who use them see them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.jobs import print_run
from abonent.billing.models import BillingHold, BillingLook, BillingPlan, Invoice, InvoiceFile, InvoiceSending, PrintFile
from abonent.billing.operations.printing import ask_for_print_file, continue_printing
from abonent.billing.plan_comparison import compared
from abonent.billing.queries import looked_at_first
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher, invoices_of
from abonent.charges.models import OpenCharge
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import end_standstill, stand_still
from abonent.runs.queries import previous_run

pytestmark = pytest.mark.django_db


def signed_in(client: Client, entity: LegalEntity | None, role: str) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create(username=role, first_name="Eva", language="en")
    user.roles.add(Role.objects.get(code=role))
    if entity:
        StaffEntity.objects.create(staff_user=user, entity=entity)
    client.force_login(user)
    return client


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def finance(client: Client, norrvik: LegalEntity) -> Client:
    return signed_in(client, norrvik, "finance")


@pytest.fixture
def plan(norrvik: LegalEntity) -> Run:
    """Anna 2 929, a fifth more than last time; Berit for the first time."""
    anna = a_payer("Anna", "Lindqvist")
    a_charge(anna, "2278.00", entity=norrvik)
    a_billing(norrvik)
    a_charge(anna, "2929.00", entity=norrvik)
    a_charge(a_payer("Berit", "Åkesson"), "1249.00", entity=norrvik)
    return a_plan(norrvik)


@pytest.fixture
def invoice(norrvik: LegalEntity) -> Invoice:
    anna = a_payer("Anna", "Lindqvist")
    a_charge(anna, "2949.00", entity=norrvik)
    a_charge(anna, "39.00", entity=norrvik, parts=[("standard", "39.00")], deferred=False)
    return invoices_of(a_billing(norrvik))[0]


def test_the_plan_shows_totals_oddities_and_rows(finance: Client, plan: Run):
    shown = page(finance, f"/runs/{plan.pk}/invoices/")
    assert "4 178,00" in shown
    assert "Changed by much" in shown
    assert "First invoice" in shown
    assert "Go to Commit: 2 invoices" in shown
    only_changed = page(finance, f"/runs/{plan.pk}/invoices/?odd=changed")
    assert "Anna Lindqvist" in only_changed
    assert "Berit Åkesson" not in only_changed


def test_the_plan_stands_beside_the_one_before_it(finance: Client, plan: Run):
    looked_at = f"/runs/{plan.pk}/invoices/compared/"
    assert looked_at in page(finance, f"/runs/{plan.pk}/invoices/")
    by_vat = page(finance, f"{looked_at}?by=vat")
    assert "2 149,06" in by_vat  # 2 278.00 without 6 % of the run before
    assert "3 941,51" in by_vat  # 4 178.00 now
    assert "+83,4 %" in by_vat
    [row] = compared(plan, previous_run(plan), "channel", language="en")
    assert (row.label, row.documents, row.documents_before) == ("Paper", 2, 1)
    BillingHold.objects.create(run=plan, ordinal=1, reason="")
    [row] = compared(plan, None, "product", language="en")
    assert (row.documents, row.documents_before, row.change) == (1, 0, None)
    assert finance.get(f"{looked_at}?by=weather").status_code == 404


@pytest.mark.parametrize(("missing", "cure"), [({"address": False}, "postal address"), ({"invoice_channel": "email"}, "e-mail address")])
def test_what_is_missing_to_send_an_invoice_is_said_with_where_to_mend_it(finance, norrvik, missing: dict[str, Any], cure: str):
    payer = a_payer(**missing)
    a_charge(payer, "100.00", entity=norrvik)
    run = a_plan(norrvik)
    shown = page(finance, f"/runs/{run.pk}/invoices/?odd=unsendable")
    assert f"Add a{'n' if cure[0] == 'e' else ''} {cure}" in shown
    assert f"/customers/{payer.number}/" in shown


def test_the_reason_of_a_planned_amount_names_what_changed(finance: Client, plan: Run):
    row = BillingPlan.objects.get(run=plan, oddities__contains=["changed"])
    shown = page(finance, f"/runs/{plan.pk}/invoices/{row.ordinal}/why/")
    assert "Why 2 929,00 kr" in shown
    assert "changed since Jul" in shown
    assert "of which VAT 6 % 165,79" in shown
    assert "July 2026 2 278,00, +28,6 %" in shown


def test_a_row_is_held_back_and_let_go_from_the_plan(finance: Client, plan: Run):
    row = BillingPlan.objects.get(run=plan, oddities__contains=["changed"])
    finance.post("/planned-invoices/hold/", {"chosen": row.invoice_id})
    assert BillingHold.objects.get(run=plan).ordinal == row.ordinal
    assert "Berit" not in page(finance, f"/runs/{plan.pk}/invoices/?held=yes")
    assert "Go to Commit: 1 invoices" in page(finance, f"/runs/{plan.pk}/invoices/")

    finance.post("/planned-invoices/release/", {"chosen": row.invoice_id})
    assert not BillingHold.objects.exists()

    finance.post("/planned-invoices/look/", {"chosen": row.invoice_id})
    assert BillingLook.objects.get(run=plan).looked_by.username == "finance"


def test_a_plan_of_another_company_is_not_there(client: Client, plan: Run):
    signed_in(client, None, "finance")
    row = BillingPlan.objects.filter(run=plan)[0]
    assert client.get(f"/runs/{plan.pk}/invoices/").status_code == 404
    assert client.post("/planned-invoices/hold/", {"chosen": row.invoice_id}).status_code == 404


def test_the_list_finds_an_invoice_by_number_reference_and_customer(finance: Client, invoice: Invoice):
    for query in (
        "",
        "?q=1",
        f"?q={invoice.reference}",
        f"?customer={invoice.payer.number}",
        f"?run={invoice.run_id}",
        "?state=open&state=overdue",
    ):
        assert "Anna Lindqvist" in page(finance, f"/invoices/{query}"), query
    for query in ("?q=2", "?q=nonsense", "?customer=1", "?run=0", "?state=paid"):
        assert "Anna Lindqvist" not in page(finance, f"/invoices/{query}"), query


def test_the_page_shows_lines_journal_and_what_is_open(finance: Client, invoice: Invoice):
    shown = page(finance, invoice.url)
    for text in ("Anna Lindqvist", "Skolgatan 14 A", "2 988,00", "2970", "Förutbetalda prenumerationer", invoice.reference):
        assert text in shown, text
    assert "Why 2 988,00 kr" in page(finance, f"{invoice.url}why/")
    assert "of which VAT 25 % 7,80" in page(finance, f"{invoice.url}lines/2/why/")


def test_an_invoice_of_another_company_is_not_there(client: Client, invoice: Invoice):
    signed_in(client, None, "finance")
    for address in ("", "why/", "pdf/", "credit/", "lines/1/why/"):
        assert client.get(f"{invoice.url}{address}").status_code == 404
    assert "Anna" not in page(client, "/invoices/")


def test_the_file_is_made_when_it_is_opened_and_kept(finance: Client, invoice: Invoice):
    first = finance.get(f"{invoice.url}pdf/")
    assert first.content.startswith(b"%PDF")
    kept = InvoiceFile.objects.get(invoice=invoice)
    finance.get(f"{invoice.url}pdf/")
    assert InvoiceFile.objects.get(invoice=invoice).stored_file_id == kept.stored_file_id


@pytest.mark.parametrize("amount", ["39.00", "39,00"])
def test_a_line_is_credited_from_the_form_with_the_effect_that_was_shown(finance: Client, invoice: Invoice, amount: str):
    asked = {"line_2": "on", "amount_2": amount, "reason": "Wrong fee"}
    assert "39,00 kr" in page(finance, f"{invoice.url}credit/?line=2")
    preview = finance.post(f"{invoice.url}credit/", {**asked, "preview": "1"}).content.decode()
    assert "You get 39,00" in preview.replace("\N{NO-BREAK SPACE}", " ")
    assert Invoice.objects.count() == 1

    answer = finance.post(f"{invoice.url}credit/", asked)

    credit = Invoice.objects.get(kind="credit_note")
    assert answer["Location"] == credit.url
    assert credit.total == Decimal("-39.00")
    assert Run.objects.get(pk=credit.run_id).parameters["reason"] == "Wrong fee"
    assert "K1" in page(finance, invoice.url)


def test_what_is_looked_at_first_is_the_heaviest_group_that_is_not_looked_through(finance: Client, plan: Run):
    assert looked_at_first(plan) == "odd=changed&sort=-change"
    changed = BillingPlan.objects.get(run=plan, oddities__contains=["changed"])
    finance.post("/planned-invoices/look/", {"chosen": changed.invoice_id})
    assert looked_at_first(plan) == "odd=first"


def test_a_credit_of_too_much_is_refused_at_the_field(finance: Client, invoice: Invoice):
    answer = finance.post(f"{invoice.url}credit/", {"line_2": "on", "amount_2": "39.01"})
    assert answer.status_code == 422
    assert Invoice.objects.count() == 1


def test_what_a_customer_has_open_is_billed_at_once_from_his_page(finance: Client, norrvik: LegalEntity):
    anna = a_payer()
    a_charge(anna, "100.00", entity=norrvik, due_on="2027-01-01")
    assert "1 charge waits, 100,00" in page(finance, f"/customers/panels/invoices/{anna.pk}/")

    finance.post(f"/customers/panels/invoices/{anna.pk}/billing/")

    assert not OpenCharge.objects.exists()
    assert Invoice.objects.get().document_number in page(finance, f"/customers/panels/invoices/{anna.pk}/")


def test_the_paper_invoices_of_a_run_become_one_file_and_count_as_sent(finance: Client, norrvik: LegalEntity):
    payers = [a_payer(name) for name in ("Anna", "Berit", "Cecilia")]
    for payer in payers:
        a_charge(payer, "100.00", entity=norrvik)
    type(payers[2]).objects.filter(pk=payers[2].pk).update(invoice_channel="portal")
    run = a_billing(norrvik)
    opened = invoices_of(run)[1]
    finance.get(f"{opened.url}pdf/")
    assert "2 invoices go on paper" in page(finance, f"/runs/{run.pk}/sending/")

    finance.post(f"/runs/{run.pk}/print-file/making/")
    made = continue_printing(run=run)
    again = continue_printing(run=run)

    assert (made.invoices, made.pages, again.stored_file_id) == (2, 2, made.stored_file_id)
    assert InvoiceSending.objects.filter(print_file=made).count() == 2
    assert InvoiceFile.objects.count() == 2
    taken = finance.get(f"/runs/{run.pk}/print-file/")
    assert b"".join(taken.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "2 invoices on 2 pages" in page(finance, f"/runs/{run.pk}/sending/")


def test_the_print_file_is_made_by_a_worker_that_was_asked_once(norrvik: LegalEntity):
    a_charge(a_payer(), "100.00", entity=norrvik)
    run = a_billing(norrvik)
    assert ask_for_print_file(run=run, actor=None) == ask_for_print_file(run=run, actor=None)
    assert PrintFile.objects.get().stored_file is None


def test_a_print_file_that_a_restored_backup_asks_for_waits_for_the_end_of_the_standstill(norrvik: LegalEntity, finance: Client):
    a_charge(a_payer(), "100.00", entity=norrvik)
    run = a_billing(norrvik)
    ask_for_print_file(run=run, actor=None)
    stand_still(backup="evening.dump")

    print_run(run.pk)

    assert not InvoiceSending.objects.exists()
    assert ProcrastinateJob.objects.filter(task_name="billing.print_run", status="todo", args={"run_id": run.pk}).count() == 1
    end_standstill(actor=StaffUser.objects.get())
    print_run(run.pk)
    assert InvoiceSending.objects.count() == 1


@pytest.mark.parametrize(("role", "may"), [("clerk", True), ("finance", True), ("sales", False), ("auditor", False)])
def test_who_may_credit(client: Client, invoice: Invoice, norrvik: LegalEntity, role: str, may: bool):
    signed_in(client, norrvik, role)
    answer: Any = client.get(f"{invoice.url}credit/")
    assert answer.status_code == (200 if may else 403)
