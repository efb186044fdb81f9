-- The lines of those entries: the money from where it was (unknown bank lines, cash), to open items and, the rest, to account.
-- Reads   matching_plan, matching_plan_item, payment
-- Writes  nothing: it is handed over to post_lines
-- Again   safe
WITH booked AS (
    SELECT matching_plan.entry_id, matching_plan.account_id, payment.customer_id, payment.currency, payment.amount,
           coalesce(settled.amount, 0) AS settled_amount
    FROM matching_plan
    JOIN payment ON payment.id = matching_plan.payment_id
    LEFT JOIN (
        SELECT matching_plan_item.ordinal, sum(matching_plan_item.amount) AS amount
        FROM matching_plan_item
        WHERE matching_plan_item.run_id = %(run)s::bigint AND matching_plan_item.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
        GROUP BY matching_plan_item.ordinal
    ) AS settled ON settled.ordinal = matching_plan.ordinal
    WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
)
SELECT booked.entry_id, side.ordinal, side.account_id, side.customer_id, NULL::bigint AS unit_id, NULL::bigint AS product_id, '' AS tax_category, booked.currency,
       side.amount AS document_amount, side.amount
FROM booked
CROSS JOIN LATERAL (
    VALUES
        (1::smallint, booked.account_id, NULL::bigint, booked.amount),
        (2::smallint, %(receivable_account)s::bigint, booked.customer_id, -booked.settled_amount),
        (3::smallint, %(on_account_account)s::bigint, booked.customer_id, booked.settled_amount - booked.amount)
) AS side (ordinal, account_id, customer_id, amount)
WHERE side.amount <> 0
