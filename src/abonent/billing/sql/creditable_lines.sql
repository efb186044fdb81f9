-- What is left to credit of each line of an invoice: the line and all that has credited it. `left_amount` is on the document's basis.
-- Reads   invoice, invoice_line
SELECT invoice_line.ordinal, invoice.basis, invoice_line.gross AS billed_gross,
       invoice_line.net + coalesce(sum(credit.net), 0) AS net, invoice_line.vat + coalesce(sum(credit.vat), 0) AS vat,
       invoice_line.gross + coalesce(sum(credit.gross), 0) AS gross,
       CASE invoice.basis
           WHEN 'gross' THEN invoice_line.gross + coalesce(sum(credit.gross), 0)
           ELSE invoice_line.net + coalesce(sum(credit.net), 0)
       END AS left_amount
FROM invoice
JOIN invoice_line ON invoice_line.invoice_id = invoice.id
LEFT JOIN invoice_line AS credit
  ON credit.credited_invoice_id = invoice_line.invoice_id AND credit.credited_ordinal = invoice_line.ordinal
WHERE invoice.id = %(credited)s::bigint
GROUP BY invoice.id, invoice_line.invoice_id, invoice_line.ordinal
ORDER BY invoice_line.ordinal
