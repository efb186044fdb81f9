-- Invoices to agents whose parts do not make them to the cent.
-- Reads   invoice, invoice_part
-- Writes  nothing
-- Again   safe
SELECT invoice.id AS invoice_id, invoice.document_number, invoice.total, sum(invoice_part.total) AS parts
FROM invoice_part
JOIN invoice ON invoice.id = invoice_part.invoice_id
GROUP BY invoice.id
HAVING sum(invoice_part.total) <> invoice.total
    OR sum(invoice_part.gross - invoice_part.commission) <> invoice.gross
    OR sum(invoice_part.rounding) <> invoice.rounding
ORDER BY invoice.id
LIMIT 100
