-- What a chunk comes to without the rows left out: documents of each kind and the first of their ids (all are
-- posted or none), and all its charges together.
-- Reads   billing_plan, billing_plan_line, billing_left_out
WITH left_out AS (
    SELECT billing_left_out.ordinal
    FROM billing_left_out
    WHERE billing_left_out.run_id = %(run)s::bigint
      AND billing_left_out.ordinal BETWEEN %(first)s::int AND %(latest)s::int
)
SELECT billing_plan.kind, count(*) AS documents, min(billing_plan.invoice_id) AS first_id,
       (SELECT count(DISTINCT billing_plan_line.charge_id)
        FROM billing_plan_line
        WHERE billing_plan_line.run_id = %(run)s::bigint
          AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
          AND billing_plan_line.ordinal NOT IN (SELECT left_out.ordinal FROM left_out)) AS charges
FROM billing_plan
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND billing_plan.ordinal NOT IN (SELECT left_out.ordinal FROM left_out)
GROUP BY billing_plan.kind
ORDER BY billing_plan.kind
