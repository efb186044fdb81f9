-- The lines of those entries: a loss, and so much less owed.
-- Reads   planned_write_off, receivable
-- Writes  nothing: it is handed over to post_lines
-- Again   safe
SELECT planned_write_off.entry_id, side.ordinal, side.account_id, side.customer_id, NULL::bigint AS unit_id, NULL::bigint AS product_id,
       '' AS tax_category, receivable.currency, side.amount AS document_amount, side.amount
FROM planned_write_off
JOIN receivable ON receivable.id = planned_write_off.receivable_id
CROSS JOIN LATERAL (
    VALUES
        (1::smallint, %(loss_account)s::bigint, NULL::bigint, planned_write_off.amount),
        (2::smallint, %(receivable_account)s::bigint, receivable.customer_id, -planned_write_off.amount)
) AS side (ordinal, account_id, customer_id, amount)
WHERE planned_write_off.run_id = %(run)s::bigint AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
