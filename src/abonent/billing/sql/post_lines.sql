-- Post the lines of a chunk as planned.
-- Reads   billing_plan, billing_plan_line, billing_treatment, billing_left_out
-- Writes  invoice_line, one row per planned line
-- Again   safe: a chunk whose lines are posted is left alone
INSERT INTO invoice_line (
    invoice_id, ordinal, charge_id, component_ordinal, credited_invoice_id, credited_ordinal, description, during, quantity, unit_price,
    net, vat, gross, rate, tax_category, exemption, revenue_class, deferred, unit_id, product_id, trace_id
)
SELECT billing_plan.invoice_id, billing_plan_line.line, billing_plan_line.charge_id, billing_plan_line.component_ordinal,
       billing_plan_line.credited_invoice_id, billing_plan_line.credited_ordinal, billing_plan_line.description, billing_plan_line.during,
       billing_plan_line.quantity, billing_plan_line.unit_price, billing_plan_line.net, billing_plan_line.vat, billing_plan_line.gross,
       billing_treatment.rate, billing_treatment.tax_category, billing_treatment.exemption, billing_treatment.revenue_class,
       billing_treatment.deferred, billing_plan_line.unit_id, nullif(billing_treatment.product_id, 0), billing_plan_line.trace_id
FROM billing_plan
JOIN billing_plan_line ON billing_plan_line.run_id = billing_plan.run_id AND billing_plan_line.ordinal = billing_plan.ordinal
JOIN billing_treatment ON billing_treatment.run_id = billing_plan.run_id AND billing_treatment.ordinal = billing_plan_line.treatment
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND NOT EXISTS (
      SELECT FROM billing_left_out
      WHERE billing_left_out.run_id = billing_plan.run_id AND billing_left_out.ordinal = billing_plan.ordinal
  )
  AND NOT EXISTS (SELECT FROM invoice_line WHERE invoice_line.invoice_id = %(first_id)s::bigint)
