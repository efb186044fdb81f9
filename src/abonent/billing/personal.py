"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.billing.operations.forgetting import forget_account_letters, forget_pages, forget_sent_documents
from abonent.billing.operations.printing import invoices_as_files
from abonent.kit.holdings import Erasing, Hindrance, Holding, Keeping, Tie

OF_AGENTS = "agent_id IN (SELECT agent.id FROM agent WHERE agent.customer_id = ANY(%(people)s::bigint[]))"
_OF_RECURRING = "{} IN (SELECT recurring_invoice.id FROM recurring_invoice WHERE recurring_invoice.payer_id = ANY(%(people)s::bigint[]))"
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
    Holding(
        table="account_letter",
        people="account_letter.customer_id = ANY(%(people)s::bigint[])",
        voucher="stored_file_id",
        other="id entity_id customer_id kind currency from_on as_of balance language channel run_id made_by_id made_at",
        entity="account_letter.entity_id",
    ),
    Holding(
        table="account_letter_plan",
        people="account_letter_plan.customer_id = ANY(%(people)s::bigint[])",
        other="run_id ordinal letter_id customer_id currency balance channel finding held",
    ),
    Holding(table="print_file", other="id run_id stored_file_id invoices pages asked_by_id asked_at made_at"),
    Holding(
        table="outbox_document",
        people="outbox_document.invoice_id IN (SELECT invoice.id FROM invoice WHERE invoice.payer_id = ANY(%(people)s::bigint[]))",
        voucher="findings stored_file_id answer_id",
        other="id public_id invoice_id format state due_at attempts codes receipt changed_at",
    ),
    Holding(table="outbox_route", other="id entity_id format way address secret operator switched_on_by_id switched_on_at"),
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
    Holding(table="billing_totals", other="run_id currency invoices net vat total credits oddities changed_percent ground"),
    Holding(table="invoice_wish", people="invoice_wish.customer_id = ANY(%(people)s::bigint[])", other="customer_id apart_by"),
    Holding(table="billing_rule", other="entity_id changed_percent", entity="billing_rule.entity_id"),
    Holding(table="billing_hold", other="run_id ordinal reason held_by_id held_at"),
    Holding(table="billing_look", other="run_id ordinal looked_by_id looked_at"),
    Holding(table="billing_left_out", other="run_id ordinal reason"),
    Holding(
        table="recurring_invoice",
        people="recurring_invoice.payer_id = ANY(%(people)s::bigint[])",
        identity="name text",
        other=(
            "id entity_id payer_id basis every_count every_unit starts_on ends_on times covers makes index_percent indexed_from sold_by_id made_at"
        ),
        entity="recurring_invoice.entity_id",
    ),
    Holding(
        table="recurring_line",
        people=_OF_RECURRING.format("recurring_line.recurring_id"),
        identity="text",
        other="id recurring_id ordinal product_id quantity unit_price tax_category_id revenue_class",
    ),
    Holding(
        table="recurring_pause",
        people=_OF_RECURRING.format("recurring_pause.recurring_id"),
        identity="reason",
        other="id recurring_id during placed_by_id placed_at",
    ),
    Holding(
        table="recurrence",
        people=_OF_RECURRING.format("recurrence.recurring_id"),
        other="id recurring_id due_on during amount run_id made_at withdrawn_at withdrawn_by_id",
    ),
    Holding(
        table="pro_forma",
        people="pro_forma.payer_id = ANY(%(people)s::bigint[])",
        identity="buyer",
        other=(
            "id entity_id series_id number document_number payer_id currency basis issued_on valid_until net vat gross rounding total "
            "language seller run_id made_by_id made_at withdrawn_at"
        ),
        entity="pro_forma.entity_id",
    ),
    Holding(
        table="pro_forma_line",
        people="pro_forma_line.pro_forma_id IN (SELECT pro_forma.id FROM pro_forma WHERE pro_forma.payer_id = ANY(%(people)s::bigint[]))",
        other="pro_forma_id ordinal charge_id description during quantity unit_price net vat gross rate unit_id",
    ),
    Holding(table="recurrence_line", other="id recurrence_id ordinal charge_id quantity unit_price amount"),
    Holding(table="recurrence_plan", other="run_id ordinal recurring_id due_on during amount ground"),
    Holding(
        table="document_template", other="id entity_id kind from_on accent logo_height blocks columns", entity="document_template.entity_id"
    ),
    Holding(table="document_text", other="id template_id ordinal place language channel product_id words"),
    Holding(
        table="revenue_share",
        people="revenue_share.customer_id = ANY(%(people)s::bigint[])",
        other="id product_id customer_id from_on entity_id unit_id percent",
    ),
    Holding(
        table="invoice_part",
        people="invoice_part.reader_id = ANY(%(people)s::bigint[])",
        voucher="buyer",
        other="invoice_id ordinal reader_id net vat gross commission rounding total",
    ),
    Holding(
        table="commission_terms",
        people=f"commission_terms.{OF_AGENTS}",
        other="id agent_id entity_id product_id percent per_copy per_order earned during trace_id",
    ),
    Holding(
        table="commission_plan",
        people=f"commission_plan.{OF_AGENTS}",
        other="run_id ordinal agent_id terms_id invoice_id line product_id unit_id base amount",
    ),
    Holding(
        table="agent_settlement",
        people=f"agent_settlement.{OF_AGENTS}",
        other="id run_id agent_id entity_id number settled_on currency amount charge_id posted_at posted_by_id",
        entity="agent_settlement.entity_id",
    ),
    Holding(table="earned_commission", other="settlement_id ordinal terms_id invoice_id line product_id unit_id base amount"),
]

ERASINGS = [
    Erasing("billing/erase_pro_formas"),
    Erasing("billing/erase_recurring_lines"),
    Erasing("billing/erase_history_of_recurring_lines"),
    Erasing("billing/erase_recurring_reasons"),
    Erasing("billing/erase_history_of_recurring_reasons"),
    Erasing("runs/erase_inverses", source="billing/acts_on_recurring"),
    Erasing("billing/erase_recurring_texts"),
    Erasing("billing/erase_history_of_recurring"),
]
HINDRANCES = [
    Hindrance(
        "recurring_invoices",
        _("Something is invoiced again and again"),
        _("Recurring invoices with days to come: %(number)s. Let them end first."),
        "billing/recurring_of_people",
    )
]

KEEPINGS = [Keeping(_("Invoices and credit notes"), "billing/kept_invoices")]
TIES = [Tie("invoice", _("Latest invoice"), "billing/ties_of_payers")]
VOUCHER_ERASINGS = [
    Erasing("billing/erase_buyers"),
    Erasing("billing/erase_planned_buyers"),
    Erasing("billing/erase_findings"),
    Erasing("billing/erase_parts"),
]
VOUCHER_FILES = [forget_pages, forget_sent_documents, forget_account_letters]
PAPERS = [invoices_as_files]
