-- The sorts of the lines that a credit note credits; they keep the rate they were billed at.
-- Reads   invoice, invoice_line
-- Feeds   billing/plan_treatments
SELECT DISTINCT coalesce(invoice_line.product_id, 0) AS product_id, invoice_line.revenue_class, invoice_line.tax_category,
       invoice_line.deferred, invoice.currency, invoice_line.rate
FROM invoice
JOIN invoice_line ON invoice_line.invoice_id = invoice.id
WHERE invoice.id = %(credited)s::bigint
