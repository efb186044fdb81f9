-- Sum the plan: what it comes to and how many rows are odd in which way.
-- Reads   billing_plan, billing_plan_line
-- Writes  billing_totals, one row per currency
-- Again   safe: totals that exist are left alone
WITH invoices AS (
    SELECT billing_plan.currency, count(*) AS invoices, sum(billing_plan.net) AS net, sum(billing_plan.vat) AS vat,
           sum(billing_plan.total) AS total
    FROM billing_plan
    WHERE billing_plan.run_id = %(run)s::bigint
    GROUP BY billing_plan.currency
), negative_lines AS (
    SELECT sum(billing_plan_line.gross) AS gross
    FROM billing_plan_line
    WHERE billing_plan_line.run_id = %(run)s::bigint AND billing_plan_line.gross < 0
), odd_rows AS (
    SELECT billing_plan.currency, oddity.code, count(*) AS rows
    FROM billing_plan
    CROSS JOIN LATERAL unnest(billing_plan.oddities) AS oddity(code)
    WHERE billing_plan.run_id = %(run)s::bigint
    GROUP BY billing_plan.currency, oddity.code
)
INSERT INTO billing_totals (run_id, currency, invoices, net, vat, total, credits, oddities, changed_percent, ground)
SELECT %(run)s::bigint, invoices.currency, invoices.invoices, invoices.net, invoices.vat, invoices.total,
       coalesce(negative_lines.gross, 0),
       coalesce((SELECT jsonb_object_agg(odd_rows.code, odd_rows.rows) FROM odd_rows WHERE odd_rows.currency = invoices.currency), '{}'),
       %(changed_percent)s::numeric, %(shared_ground)s::bigint
FROM invoices
CROSS JOIN negative_lines
WHERE invoices.invoices > 0
ON CONFLICT (run_id, currency) DO NOTHING
