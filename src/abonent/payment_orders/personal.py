"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Erasing, Holding
from abonent.payment_orders.operations.forgetting import forget_order_files

HOLDINGS = [
    Holding(table="payment_order_terms", other="entity_id bank_account_id layout least_refund"),
    Holding(
        table="payment_order",
        other=(
            "id kind run_id entity_id number layout bank_account_id execute_on currency pieces amount made_at withdrawn_at withdrawn_by_id"
        ),
    ),
    Holding(table="payment_order_file", other="order_id stored_file_id made_at fetched_at fetched_by_id"),
    Holding(
        table="planned_refund",
        people="planned_refund.customer_id = ANY(%(people)s::bigint[])",
        voucher="account_number",
        other="run_id ordinal customer_id currency amount balance scheme known_from payment_id entry_id is_held_back",
    ),
    Holding(table="planned_refund_source", other="run_id ordinal position payment_id credit_id amount expected_open allocation_id"),
    Holding(
        table="refund",
        people="refund.customer_id = ANY(%(people)s::bigint[])",
        voucher="payee account_number street postal_code town",
        other="payment_id order_id customer_id amount scheme known_from country",
    ),
    Holding(
        table="mandate",
        people="mandate.customer_id = ANY(%(people)s::bigint[])",
        identity="account_number",
        other="id entity_id customer_id scheme reference signed_on state code asked_at",
        entity="mandate.entity_id",
    ),
    Holding(table="payer_method", people="payer_method.customer_id = ANY(%(people)s::bigint[])", other="customer_id method"),
    Holding(
        table="receivable_method",
        people=(
            "receivable_method.receivable_id IN (SELECT receivable.id FROM receivable WHERE receivable.customer_id = ANY(%(people)s::bigint[]))"
        ),
        other="receivable_id method",
    ),
    Holding(
        table="collection_terms",
        other="entity_id sepa_account_id creditor_id autogiro_account_id autogiro_customer days_before retry_days retries",
    ),
    Holding(
        table="planned_collection",
        other=(
            "run_id ordinal receivable_id mandate_id scheme currency expected_open collect_on sequence attempt collection_id is_held_back"
        ),
    ),
    Holding(
        table="collection",
        people="collection.customer_id = ANY(%(people)s::bigint[])",
        voucher="payer account_number",
        other="id order_id receivable_id mandate_id customer_id amount sequence attempt state code answered_on",
    ),
    Holding(
        table="bank_answer",
        people=(
            "bank_answer.mandate_id IN (SELECT mandate.id FROM mandate WHERE mandate.customer_id = ANY(%(people)s::bigint[])) "
            "OR bank_answer.collection_id IN (SELECT collection.id FROM collection WHERE collection.customer_id = ANY(%(people)s::bigint[])) "
            "OR bank_answer.refund_id IN (SELECT refund.payment_id FROM refund WHERE refund.customer_id = ANY(%(people)s::bigint[]))"
        ),
        other=(
            "bank_file_id ordinal entity_id about verdict told_on reference payer amount code order_id collection_id mandate_id refund_id"
        ),
    ),
    Holding(table="withdrawn_refund", other="refund_id payment_id entry_id withdrawn_on withdrawn_by_id withdrawn_at"),
]

ERASINGS = [Erasing("payment_orders/erase_mandate_accounts"), Erasing("payment_orders/erase_history_of_mandates")]
VOUCHER_ERASINGS = [
    Erasing("payment_orders/erase_refund_payees"),
    Erasing("payment_orders/erase_planned_accounts"),
    Erasing("payment_orders/erase_collection_payers"),
]
VOUCHER_FILES = [forget_order_files]
