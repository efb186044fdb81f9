-- Lock, always in one order, the bank lines, receivables and payments on account that planned payments will touch.
-- Reads   matching_plan, matching_plan_item
-- Writes  nothing: rows of unknown_bank_line, open_receivable, open_payment are locked
-- Again   safe
WITH planned AS (
    SELECT matching_plan.ordinal, matching_plan.bank_line_id, matching_plan.returns_id
    FROM matching_plan
    WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
), locked_line AS (
    SELECT unknown_bank_line.bank_line_id
    FROM unknown_bank_line
    WHERE unknown_bank_line.bank_line_id IN (SELECT planned.bank_line_id FROM planned)
    ORDER BY unknown_bank_line.bank_line_id
    FOR UPDATE
), locked_item AS (
    SELECT open_receivable.receivable_id
    FROM open_receivable
    WHERE open_receivable.receivable_id IN (
        SELECT matching_plan_item.receivable_id
        FROM matching_plan_item
        WHERE matching_plan_item.run_id = %(run)s::bigint AND matching_plan_item.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
    )
    ORDER BY open_receivable.receivable_id
    FOR UPDATE
), locked_payment AS (
    SELECT open_payment.payment_id
    FROM open_payment
    WHERE open_payment.payment_id IN (SELECT planned.returns_id FROM planned)
    ORDER BY open_payment.payment_id
    FOR UPDATE
)
SELECT (SELECT count(*) FROM locked_line) + (SELECT count(*) FROM locked_item) + (SELECT count(*) FROM locked_payment) AS locked
