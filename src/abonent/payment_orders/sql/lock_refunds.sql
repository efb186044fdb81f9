-- Lock, in the order in which the ledger does, the credit notes and the money on account that refunds of a plan will be taken from.
-- Reads   planned_refund_source
-- Writes  nothing: rows of open_receivable, open_payment are locked
-- Again   safe
WITH locked_credit AS (
    SELECT open_receivable.receivable_id
    FROM open_receivable
    WHERE open_receivable.receivable_id IN (
        SELECT planned_refund_source.credit_id FROM planned_refund_source WHERE planned_refund_source.run_id = %(run)s::bigint
    )
    ORDER BY open_receivable.receivable_id
    FOR UPDATE
), locked_payment AS (
    SELECT open_payment.payment_id
    FROM open_payment
    WHERE open_payment.payment_id IN (
        SELECT planned_refund_source.payment_id FROM planned_refund_source WHERE planned_refund_source.run_id = %(run)s::bigint
    )
    ORDER BY open_payment.payment_id
    FOR UPDATE
)
SELECT (SELECT count(*) FROM locked_credit) + (SELECT count(*) FROM locked_payment) AS locked
