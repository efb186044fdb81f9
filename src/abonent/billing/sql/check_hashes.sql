-- Documents that are not as they were posted: the hash that post_invoices and plan_invoices made, made again from the rows.
-- Reads   invoice, invoice_line
-- Writes  nothing
-- Again   safe
WITH hashed AS (
    SELECT invoice_line.invoice_id,
           sha256(convert_to(string_agg(
               concat(invoice_line.charge_id, '|', invoice_line.component_ordinal, '|', invoice_line.credited_invoice_id, '|',
                      invoice_line.credited_ordinal, '|', invoice_line.description, '|', invoice_line.during, '|',
                      invoice_line.quantity, '|', invoice_line.net, '|', invoice_line.vat, '|', invoice_line.rate),
               E'\n' ORDER BY invoice_line.ordinal
           ), 'UTF8')) AS lines_hash
    FROM invoice_line
    GROUP BY invoice_line.invoice_id
)
SELECT invoice.id AS invoice_id, invoice.document_number, invoice.issued_on
FROM invoice
LEFT JOIN hashed ON hashed.invoice_id = invoice.id
WHERE invoice.hash IS DISTINCT FROM sha256(convert_to(concat(
          invoice.id, '|', invoice.document_number, '|', invoice.kind, '|', invoice.payer_id, '|', invoice.currency, '|', invoice.issued_on,
          '|', invoice.due_on, '|', invoice.net, '|', invoice.vat, '|', invoice.rounding, '|', invoice.total, '|', invoice.reference, '|',
          invoice.receivable_id, '|', invoice.credits_id, '|', invoice.buyer
      ), 'UTF8') || sha256(convert_to(invoice.seller::text, 'UTF8')) || hashed.lines_hash)
ORDER BY invoice.id
LIMIT 100
