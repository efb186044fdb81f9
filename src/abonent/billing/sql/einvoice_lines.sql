-- The lines of documents as an e-invoice needs them.
-- Reads   invoice_line
SELECT invoice_line.invoice_id, invoice_line.ordinal, invoice_line.description, invoice_line.during, invoice_line.quantity, invoice_line.net,
       invoice_line.vat, invoice_line.rate, invoice_line.tax_category
FROM invoice_line
WHERE invoice_line.invoice_id = ANY(%(invoices)s::bigint[])
ORDER BY invoice_line.invoice_id, invoice_line.ordinal
