-- The planned payments that may be written: their lines are still unknown and every item is as open as when it was planned. Where
-- something has shifted for a customer, all planned payments of that customer in the chunk are left out, since they build on each other.
-- Reads   matching_plan, matching_plan_item, unknown_bank_line, open_receivable, allocation
-- Writes  nothing: it is handed over to write_payments
-- Again   safe
WITH planned AS (
    SELECT matching_plan.*
    FROM matching_plan
    WHERE matching_plan.run_id = %(run)s::bigint
      AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
      AND NOT matching_plan.is_held_back
), item AS (
    SELECT matching_plan_item.*, planned.customer_id
    FROM matching_plan_item
    JOIN planned ON planned.ordinal = matching_plan_item.ordinal
    WHERE matching_plan_item.run_id = %(run)s::bigint
), first_touch AS (
    SELECT DISTINCT ON (item.receivable_id) item.receivable_id, item.customer_id, item.expected_open
    FROM item
    WHERE item.reverses_id IS NULL
    ORDER BY item.receivable_id, item.ordinal
), shifted_customer AS (
    SELECT planned.customer_id
    FROM planned
    LEFT JOIN unknown_bank_line ON unknown_bank_line.bank_line_id = planned.bank_line_id
    WHERE planned.bank_line_id IS NOT NULL AND unknown_bank_line.bank_line_id IS NULL
    UNION
    SELECT first_touch.customer_id
    FROM first_touch
    LEFT JOIN open_receivable ON open_receivable.receivable_id = first_touch.receivable_id
    WHERE open_receivable.open_amount IS DISTINCT FROM first_touch.expected_open
    UNION
    SELECT item.customer_id
    FROM item
    JOIN allocation AS reversal ON reversal.reverses_id = item.reverses_id
    UNION
    SELECT planned.customer_id
    FROM planned
    JOIN allocation AS later ON later.payment_id = planned.returns_id AND later.amount > 0
    WHERE NOT EXISTS (SELECT FROM allocation AS reversal WHERE reversal.reverses_id = later.id)
      AND NOT EXISTS (SELECT FROM item WHERE item.reverses_id = later.id)
)
SELECT planned.payment_id, %(entity)s::bigint AS entity_id, planned.customer_id, planned.currency, planned.amount, planned.received_on,
       planned.method, planned.bank_line_id, planned.returns_id, planned.remark, %(actor)s::bigint AS booked_by_id,
       nullif(greatest(planned.run_id, 0), 0) AS run_id
FROM planned
WHERE NOT EXISTS (SELECT FROM shifted_customer WHERE shifted_customer.customer_id = planned.customer_id)
