"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.billing.operations.forgetting import forget_pages, forget_sent_documents
from abonent.billing.operations.printing import invoices_as_files
from abonent.kit.holdings import Erasing, Holding, Keeping, Tie

HOLDINGS = [
    Holding(
        table="invoice",
        people="invoice.payer_id = ANY(%(people)s::bigint[])",
        voucher="buyer",
        other=(
            "id public_id entity_id series_id number document_number kind payer_id currency basis issued_on due_on net vat "
            "gross rounding total reference receivable_id credits_id language channel seller hash run_id posted_at"
        ),
        entity="invoice.entity_id",
    ),
    Holding(
        table="invoice_line",
        people="invoice_line.invoice_id IN (SELECT invoice.id FROM invoice WHERE invoice.payer_id = ANY(%(people)s::bigint[]))",
        other=(
            "invoice_id ordinal charge_id component_ordinal credited_invoice_id credited_ordinal description during quantity unit_price "
            "net vat gross rate tax_category exemption revenue_class deferred unit_id product_id trace_id"
        ),
    ),
    Holding(
        table="invoice_file",
        people="invoice_file.invoice_id IN (SELECT invoice.id FROM invoice WHERE invoice.payer_id = ANY(%(people)s::bigint[]))",
        voucher="stored_file_id",
        other="invoice_id first_page pages made_at",
    ),
    Holding(table="print_file", other="id run_id stored_file_id invoices pages asked_by_id asked_at made_at"),
    Holding(
        table="outbox_document",
        people="outbox_document.invoice_id IN (SELECT invoice.id FROM invoice WHERE invoice.payer_id = ANY(%(people)s::bigint[]))",
        voucher="findings stored_file_id",
        other="id public_id invoice_id format state due_at attempts receipt changed_at",
    ),
    Holding(table="outbox_route", other="id entity_id format way address secret switched_on_by_id switched_on_at"),
    Holding(table="invoice_sending", other="id invoice_id channel print_file_id sent_by_id sent_at"),
    Holding(
        table="planned_release",
        other=(
            "run_id ordinal released_on prepaid_account_id revenue_account_id product_id unit_id tax_category revenue_class currency opening "
            "invoiced earned closing"
        ),
    ),
    Holding(table="planned_release_entry", other="run_id entry_id"),
    Holding(table="revenue_release", other="id run_id entity_id until made_at"),
    Holding(
        table="revenue_release_line",
        other=(
            "release_id ordinal entry_id released_on prepaid_account_id revenue_account_id product_id unit_id tax_category revenue_class "
            "currency opening invoiced earned closing"
        ),
    ),
    Holding(table="released_entry", other="entry_id release_id"),
    Holding(
        table="billing_treatment",
        other=("run_id ordinal product_id revenue_class tax_category deferred currency rate exemption income_account_id vat_account_id"),
    ),
    Holding(
        table="billing_plan",
        people="billing_plan.payer_id = ANY(%(people)s::bigint[])",
        voucher="buyer",
        other=(
            "run_id ordinal invoice_id receivable_id entry_id kind payer_id currency basis channel language terms_days net "
            "vat gross rounding total credits_id ground previous_id previous_total oddities"
        ),
    ),
    Holding(
        table="billing_plan_line",
        other=(
            "run_id ordinal line treatment charge_id component_ordinal credited_invoice_id credited_ordinal payer_id basis "
            "rate description during quantity unit_price net vat gross unit_id trace_id"
        ),
    ),
    Holding(table="billing_totals", other="run_id currency invoices net vat total credits oddities"),
    Holding(table="billing_hold", other="run_id ordinal reason held_by_id held_at"),
    Holding(table="billing_look", other="run_id ordinal looked_by_id looked_at"),
    Holding(table="billing_left_out", other="run_id ordinal reason"),
]

KEEPINGS = [Keeping(_("Invoices and credit notes"), "billing/kept_invoices")]
TIES = [Tie("invoice", _("Latest invoice"), "billing/ties_of_payers")]
VOUCHER_ERASINGS = [Erasing("billing/erase_buyers"), Erasing("billing/erase_planned_buyers"), Erasing("billing/erase_findings")]
VOUCHER_FILES = [forget_pages, forget_sent_documents]
PAPERS = [invoices_as_files]
