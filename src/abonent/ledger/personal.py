"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.kit.holdings import Erasing, Hindrance, Holding, Keeping, Tie
from abonent.ledger.operations.forgetting import forget_bank_files

HOLDINGS = [
    Holding(table="bank_file", other="id stored_file_id sha256 format imported_by_id imported_at"),
    Holding(
        table="bank_statement",
        other=(
            "id bank_file_id ordinal bank_account_id kind statement_id currency created_on entries credit debit "
            "opening_balance closing_balance known_lines known_amount"
        ),
    ),
    Holding(
        table="bank_line",
        people="bank_line.id IN (SELECT payment.bank_line_id FROM payment WHERE payment.customer_id = ANY(%(people)s::bigint[]))",
        voucher="counterpart_name counterpart_account text text_references reference end_to_end_id bank_reference",
        other=(
            "id statement_id bank_account_id fingerprint occurrence booked_on value_on amount currency is_reversal "
            "return_reason is_batch_sum batch_amount"
        ),
    ),
    Holding(
        table="staging_bank_line",
        other=(
            "upload_id ordinal statement_ordinal entry_number booked_on value_on amount currency reference text "
            "text_references end_to_end_id counterpart_name counterpart_account bank_reference is_reversal return_reason "
            "is_batch_sum is_itemised"
        ),
    ),
    Holding(table="unknown_bank_line", other="bank_line_id"),
    Holding(table="bank_line_decision", other="id bank_line_id kind decided_by_id decided_at taken_back_by_id taken_back_at"),
    Holding(table="account", other="id entity_id code name kind subledger"),
    Holding(table="account_mapping", other="id entity_id purpose revenue_class product_id tax_category bank_account_id account_id"),
    Holding(
        table="journal_entry",
        people=(
            "(journal_entry.kind = 'payment' AND journal_entry.source_id IN "
            "(SELECT payment.id FROM payment WHERE payment.customer_id = ANY(%(people)s::bigint[])))"
        ),
        voucher="text",
        other="id entity_id posted_on kind source_id run_id",
    ),
    Holding(
        table="journal_line",
        people="journal_line.customer_id = ANY(%(people)s::bigint[])",
        other="entry_id ordinal account_id customer_id unit_id product_id tax_category currency document_amount amount",
    ),
    Holding(table="accounting_program", other="entity_id layout by_day series unit_dimension product_dimension"),
    Holding(table="planned_export_entry", other="run_id ordinal entry_id"),
    Holding(table="planned_export_sum", other="run_id ordinal account_id unit_id lines debit credit"),
    Holding(
        table="accounting_export",
        other=(
            "id run_id entity_id number before layout by_day series unit_dimension product_dimension first_voucher latest_voucher entries amount "
            "made_at withdrawn_at withdrawn_by_id"
        ),
    ),
    Holding(table="exported_entry", other="entry_id export_id voucher"),
    Holding(table="exported_sum", other="export_id ordinal account_id unit_id lines debit credit"),
    Holding(table="accounting_file", other="export_id stored_file_id vouchers lines debit credit remarks made_at fetched_at fetched_by_id"),
    Holding(
        table="receivable",
        people="receivable.customer_id = ANY(%(people)s::bigint[])",
        other="id entity_id customer_id currency amount opened_on due_on reference source_kind document_number run_id",
        entity="receivable.entity_id",
    ),
    Holding(table="open_receivable", other="receivable_id full_amount open_amount"),
    Holding(
        table="claim_rule",
        other="entity_id deferral_days most_instalments missed_days small_amount",
        entity="claim_rule.entity_id",
    ),
    Holding(
        table="due_move",
        people="due_move.receivable_id IN (SELECT receivable.id FROM receivable WHERE receivable.customer_id = ANY(%(people)s::bigint[]))",
        identity="reason",
        other="id receivable_id due_before due_on moved_by_id moved_at taken_back_by_id taken_back_at",
    ),
    Holding(
        table="payment_plan",
        people="payment_plan.customer_id = ANY(%(people)s::bigint[])",
        identity="reason",
        other="id entity_id customer_id currency amount agreed_on agreed_by_id agreed_at ended ended_by_id ended_at",
        entity="payment_plan.entity_id",
    ),
    Holding(table="missed_plan", other="run_id ordinal plan_id due_on missing_amount"),
    Holding(table="planned_write_off", other="run_id ordinal receivable_id amount credit_id write_off_id entry_id"),
    Holding(table="instalment", other="id plan_id ordinal due_on amount"),
    Holding(table="payment_plan_item", other="id plan_id receivable_id amount released_at"),
    Holding(table="due_part", other="id receivable_id from_amount to_amount due_on"),
    Holding(
        table="write_off",
        people=(
            "write_off.receivable_id IN (SELECT receivable.id FROM receivable WHERE receivable.customer_id = ANY(%(people)s::bigint[]))"
        ),
        voucher="reason",
        other="id receivable_id credit_id amount written_off_by_id written_off_at",
    ),
    Holding(
        table="payment",
        people="payment.customer_id = ANY(%(people)s::bigint[])",
        voucher="remark",
        other="id entity_id customer_id currency amount received_on method bank_line_id returns_id booked_by_id booked_at run_id",
        entity="payment.entity_id",
    ),
    Holding(table="open_payment", other="payment_id full_amount open_amount"),
    Holding(
        table="allocation",
        people="allocation.payment_id IN (SELECT payment.id FROM payment WHERE payment.customer_id = ANY(%(people)s::bigint[]))",
        other="id receivable_id payout_id payment_id credit_id amount allocated_on reverses_id reason run_id",
    ),
    Holding(
        table="matching_plan",
        people="matching_plan.customer_id = ANY(%(people)s::bigint[])",
        voucher="remark",
        other=(
            "run_id ordinal bank_line_id customer_id receivable_id returns_id account_id currency amount received_on method "
            "reason payment_id entry_id is_held_back"
        ),
    ),
    Holding(
        table="matching_plan_item",
        other="run_id ordinal position allocation_id receivable_id amount expected_open reverses_id reason",
    ),
    Holding(
        table="bank_upload",
        other="id batch name size state waiting_file_id bank_file_id new_lines refusal warnings brought_by_id brought_at",
    ),
]

HINDRANCES = [
    Hindrance(
        "open_items",
        _("Something is owed or on account"),
        _("Open items and payments on account: %(number)s. Settle or pay back first."),
        "ledger/open_of_people",
    )
]
KEEPINGS = [Keeping(_("Payments"), "ledger/kept_payments")]
TIES = [Tie("payment", _("Latest payment"), "ledger/ties_of_payments")]
ERASINGS = [Erasing("ledger/erase_due_move_reasons"), Erasing("ledger/erase_payment_plan_reasons")]
VOUCHER_ERASINGS = [
    Erasing("ledger/erase_bank_texts"),
    Erasing("ledger/erase_entry_texts"),
    Erasing("ledger/erase_payment_remarks"),
    Erasing("ledger/erase_planned_remarks"),
    Erasing("ledger/erase_write_off_reasons"),
]
VOUCHER_FILES = [forget_bank_files]
