-- Plan what each planned payment settles: first the item that its payer was found by, then the customer's other open items, oldest first.
-- Payments of one customer take turns by their ordinals. Amounts are laid end to end on a line, payments on one side and items on
-- the other; where two stretches overlap, that payment settles that much of that item.
-- Reads   open_receivable, open_part, receivable, customer, matching_plan
-- Writes  matching_plan_item, one row per payment and item
-- Again   safe: a plan with items is left alone
WITH planned AS (
    SELECT matching_plan.ordinal, matching_plan.customer_id, matching_plan.currency, matching_plan.receivable_id, matching_plan.amount,
           matching_plan.reason,
           sum(matching_plan.amount) OVER (PARTITION BY matching_plan.receivable_id ORDER BY matching_plan.ordinal) AS up_to
    FROM matching_plan
    WHERE matching_plan.run_id = %(run)s::bigint
      AND matching_plan.amount > 0
      AND NOT EXISTS (SELECT FROM matching_plan_item WHERE matching_plan_item.run_id = %(run)s::bigint)
), direct AS (
    SELECT planned.ordinal, planned.receivable_id, 1 AS turn, planned.reason,
           least(planned.up_to, open_receivable.open_amount) - (planned.up_to - planned.amount) AS amount
    FROM planned
    JOIN open_receivable ON open_receivable.receivable_id = planned.receivable_id
    WHERE open_receivable.open_amount > planned.up_to - planned.amount
), rest AS (
    SELECT left_over.*, sum(left_over.amount) OVER (PARTITION BY left_over.customer_id, left_over.currency ORDER BY left_over.ordinal) AS up_to
    FROM (
        SELECT planned.ordinal, planned.customer_id, planned.currency, planned.amount - coalesce(direct.amount, 0) AS amount
        FROM planned
        LEFT JOIN direct ON direct.ordinal = planned.ordinal
    ) AS left_over
    WHERE left_over.amount > 0
), item AS (
    SELECT still_open.*,
           sum(still_open.amount) OVER (
               PARTITION BY still_open.customer_id, still_open.currency ORDER BY still_open.due_on, still_open.receivable_id
           ) AS up_to
    FROM (
        SELECT receivable.id AS receivable_id, customer.canonical_id AS customer_id, receivable.currency,
               coalesce(
                   (SELECT min(open_part.due_on) FROM open_part WHERE open_part.receivable_id = receivable.id), receivable.due_on
               ) AS due_on,
               open_receivable.open_amount - coalesce(settled.amount, 0) AS amount
        FROM (SELECT DISTINCT rest.customer_id FROM rest) AS payer
        JOIN customer ON customer.canonical_id = payer.customer_id
        JOIN receivable ON receivable.customer_id = customer.id AND receivable.entity_id = %(entity)s::bigint
        JOIN open_receivable ON open_receivable.receivable_id = receivable.id AND open_receivable.open_amount > 0
        LEFT JOIN (
            SELECT direct.receivable_id, sum(direct.amount) AS amount FROM direct GROUP BY direct.receivable_id
        ) AS settled ON settled.receivable_id = receivable.id
    ) AS still_open
    WHERE still_open.amount > 0
), share AS (
    SELECT direct.ordinal, direct.receivable_id, direct.turn, direct.reason, direct.amount
    FROM direct
    UNION ALL
    SELECT rest.ordinal, item.receivable_id, 1 + row_number() OVER (PARTITION BY rest.ordinal ORDER BY item.up_to),
           '{"code": "oldest_first"}'::jsonb,
           least(rest.up_to, item.up_to) - greatest(rest.up_to - rest.amount, item.up_to - item.amount)
    FROM rest
    JOIN item
      ON item.customer_id = rest.customer_id
     AND item.currency = rest.currency
     AND item.up_to > rest.up_to - rest.amount
     AND item.up_to - item.amount < rest.up_to
)
INSERT INTO matching_plan_item (run_id, ordinal, position, allocation_id, receivable_id, amount, expected_open, reason)
SELECT %(run)s::bigint, share.ordinal, row_number() OVER (PARTITION BY share.ordinal ORDER BY share.turn), nextval('allocation_id_seq'),
       share.receivable_id, share.amount,
       open_receivable.open_amount
           - coalesce(sum(share.amount) OVER (
               PARTITION BY share.receivable_id ORDER BY share.ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ), 0),
       share.reason
FROM share
JOIN open_receivable ON open_receivable.receivable_id = share.receivable_id
