-- References of a chunk's new rows that lead nowhere: what foreign keys would refuse row by row, asked once for all.
-- Reads   invoice, invoice_line, customer, charge, price_trace, unit, billing_plan
SELECT (
    SELECT count(*) FROM invoice
    WHERE invoice.id BETWEEN %(lowest_id)s::bigint AND %(highest_id)s::bigint AND invoice.run_id = %(run)s::bigint
      AND NOT EXISTS (SELECT FROM customer WHERE customer.id = invoice.payer_id)
) + (
    SELECT count(*)
    FROM invoice
    JOIN invoice_line ON invoice_line.invoice_id = invoice.id
    WHERE invoice.id BETWEEN %(lowest_id)s::bigint AND %(highest_id)s::bigint AND invoice.run_id = %(run)s::bigint
      AND (invoice_line.charge_id IS NOT NULL AND NOT EXISTS (SELECT FROM charge WHERE charge.id = invoice_line.charge_id)
           OR invoice_line.unit_id IS NOT NULL AND NOT EXISTS (SELECT FROM unit WHERE unit.id = invoice_line.unit_id)
           OR invoice_line.trace_id IS NOT NULL AND NOT EXISTS (SELECT FROM price_trace WHERE price_trace.id = invoice_line.trace_id))
) AS loose_ends
