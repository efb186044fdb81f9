-- The lines of those entries: what leaves our account is under way until the bank has booked it; it is taken from what was on account, and
-- from credit notes.
-- Reads   planned_refund, planned_refund_source, refund
-- Feeds   ledger/post_lines
-- Writes  nothing
-- Again   safe
WITH paid AS (
    SELECT planned_refund.entry_id, planned_refund.customer_id, planned_refund.currency, planned_refund.amount,
           coalesce(sum(planned_refund_source.amount) FILTER (WHERE planned_refund_source.credit_id IS NOT NULL), 0) AS from_credits
    FROM refund
    JOIN planned_refund ON planned_refund.payment_id = refund.payment_id AND planned_refund.run_id = %(run)s::bigint
    JOIN planned_refund_source
      ON planned_refund_source.run_id = planned_refund.run_id AND planned_refund_source.ordinal = planned_refund.ordinal
    WHERE refund.order_id = %(order)s::bigint
    GROUP BY planned_refund.entry_id, planned_refund.customer_id, planned_refund.currency, planned_refund.amount
)
SELECT paid.entry_id, side.ordinal, side.account_id, side.customer_id, NULL::bigint AS unit_id, NULL::bigint AS product_id,
       '' AS tax_category, paid.currency, side.amount AS document_amount, side.amount
FROM paid
CROSS JOIN LATERAL (
    VALUES
        (1::smallint, %(transfer_account)s::bigint, NULL::bigint, -paid.amount),
        (2::smallint, %(receivable_account)s::bigint, paid.customer_id, paid.from_credits),
        (3::smallint, %(on_account_account)s::bigint, paid.customer_id, paid.amount - paid.from_credits)
) AS side (ordinal, account_id, customer_id, amount)
WHERE side.amount <> 0
