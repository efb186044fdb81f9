-- Documents that are not their lines, VAT and rounding, or whose claim on the payer says something else.
-- Reads   invoice, invoice_line, receivable
-- Writes  nothing
-- Again   safe
WITH summed AS (
    SELECT invoice_line.invoice_id, sum(invoice_line.net) AS net, sum(invoice_line.vat) AS vat, sum(invoice_line.gross) AS gross
    FROM invoice_line
    GROUP BY invoice_line.invoice_id
)
SELECT invoice.id AS invoice_id, invoice.document_number, invoice.total, invoice.rounding, coalesce(summed.net, 0) AS lines_net,
       coalesce(summed.vat, 0) AS lines_vat, coalesce(receivable.amount, 0) AS claimed
FROM invoice
LEFT JOIN summed ON summed.invoice_id = invoice.id
LEFT JOIN receivable ON receivable.id = invoice.receivable_id
WHERE summed.net IS DISTINCT FROM invoice.net
   OR summed.vat IS DISTINCT FROM invoice.vat
   OR summed.gross + invoice.rounding IS DISTINCT FROM invoice.total
   OR receivable.amount IS DISTINCT FROM invoice.total
   OR receivable.customer_id IS DISTINCT FROM invoice.payer_id
   OR receivable.currency IS DISTINCT FROM invoice.currency
   OR receivable.reference IS DISTINCT FROM CASE WHEN invoice.reference LIKE 'RF%%' THEN substr(invoice.reference, 5) ELSE invoice.reference END
   OR receivable.due_on IS DISTINCT FROM invoice.due_on
ORDER BY invoice.id
LIMIT 100
