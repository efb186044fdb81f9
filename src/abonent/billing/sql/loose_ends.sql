-- References of a chunk's new lines that lead nowhere: what foreign keys would refuse row by row, asked once for all. Payers were
-- looked up for the ground, accounts and invoices come from the plan; units and traces are few, so each is asked for once.
-- Reads   billing_plan, invoice_line, charge, price_trace, unit
WITH written AS MATERIALIZED (
    SELECT invoice_line.charge_id, invoice_line.unit_id, invoice_line.trace_id
    FROM billing_plan
    JOIN invoice_line ON invoice_line.invoice_id = billing_plan.invoice_id
    WHERE billing_plan.run_id = %(run)s::bigint
      AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
)
SELECT (
    SELECT count(*) FROM written WHERE written.charge_id IS NOT NULL AND NOT EXISTS (SELECT FROM charge WHERE charge.id = written.charge_id)
) + (
    SELECT count(*)
    FROM (SELECT DISTINCT written.unit_id FROM written WHERE written.unit_id IS NOT NULL) AS named
    WHERE NOT EXISTS (SELECT FROM unit WHERE unit.id = named.unit_id)
) + (
    SELECT count(*)
    FROM (SELECT DISTINCT written.trace_id FROM written WHERE written.trace_id IS NOT NULL) AS named
    WHERE NOT EXISTS (SELECT FROM price_trace WHERE price_trace.id = named.trace_id)
) AS loose_ends
