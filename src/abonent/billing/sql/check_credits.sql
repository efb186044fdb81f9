-- Lines credited beyond what was billed, or the wrong way; and credits of lines that do not exist.
-- Reads   invoice, invoice_line
-- Writes  nothing
-- Again   safe
WITH credited AS (
    SELECT credit.credited_invoice_id, credit.credited_ordinal, sum(credit.net) AS net, sum(credit.vat) AS vat
    FROM invoice_line AS credit
    WHERE credit.credited_invoice_id IS NOT NULL
    GROUP BY credit.credited_invoice_id, credit.credited_ordinal
)
SELECT credited.credited_invoice_id AS invoice_id, invoice.document_number, credited.credited_ordinal AS line,
       coalesce(invoice_line.gross, 0) AS billed, credited.net + credited.vat AS credited
FROM credited
LEFT JOIN invoice ON invoice.id = credited.credited_invoice_id
LEFT JOIN invoice_line
  ON invoice_line.invoice_id = credited.credited_invoice_id AND invoice_line.ordinal = credited.credited_ordinal
WHERE invoice_line.invoice_id IS NULL
   OR -credited.net NOT BETWEEN least(invoice_line.net, 0) AND greatest(invoice_line.net, 0)
   OR -credited.vat NOT BETWEEN least(invoice_line.vat, 0) AND greatest(invoice_line.vat, 0)
ORDER BY credited.credited_invoice_id, credited.credited_ordinal
LIMIT 100
