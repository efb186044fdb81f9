-- What a chunk comes to without the rows left out: documents of each kind, their charges, and the range of their ids.
-- Reads   billing_plan, billing_left_out
SELECT billing_plan.kind, count(*) AS documents, sum(billing_plan.charges)::bigint AS charges, min(billing_plan.invoice_id) AS lowest_id,
       max(billing_plan.invoice_id) AS highest_id
FROM billing_plan
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND NOT EXISTS (
      SELECT FROM billing_left_out
      WHERE billing_left_out.run_id = billing_plan.run_id AND billing_left_out.ordinal = billing_plan.ordinal
  )
GROUP BY billing_plan.kind
ORDER BY billing_plan.kind
