-- Take out of posted documents who bought, once the law lets go of them: number, days and sums stay, and the hash is of what stays.
-- Reads   invoice_line
-- Writes  invoice.buyer, invoice.hash
-- Again   safe: a document without a buyer is left alone
WITH hashed AS (
    SELECT invoice_line.invoice_id,
           sha256(convert_to(string_agg(
               concat(invoice_line.charge_id, '|', invoice_line.component_ordinal, '|', invoice_line.credited_invoice_id, '|',
                      invoice_line.credited_ordinal, '|', invoice_line.description, '|', invoice_line.during, '|',
                      invoice_line.quantity, '|', invoice_line.net, '|', invoice_line.vat, '|', invoice_line.rate),
               E'\n' ORDER BY invoice_line.ordinal
           ), 'UTF8')) AS lines_hash
    FROM invoice_line
    JOIN invoice ON invoice.id = invoice_line.invoice_id
    WHERE invoice.payer_id = ANY(%(people)s::bigint[])
    GROUP BY invoice_line.invoice_id
), emptied AS (
    SELECT invoice.id, hashed.lines_hash,
           jsonb_build_object('number', invoice.buyer -> 'number', 'name', '–', 'country', invoice.buyer -> 'country') AS buyer
    FROM invoice
    JOIN hashed ON hashed.invoice_id = invoice.id
)
UPDATE invoice
SET buyer = emptied.buyer,
    hash = sha256(convert_to(concat(
          invoice.id, '|', invoice.document_number, '|', invoice.kind, '|', invoice.payer_id, '|', invoice.currency, '|', invoice.issued_on,
          '|', invoice.due_on, '|', invoice.net, '|', invoice.vat, '|', invoice.rounding, '|', invoice.total, '|', invoice.reference, '|',
          invoice.receivable_id, '|', invoice.credits_id, '|', emptied.buyer
      ), 'UTF8') || sha256(convert_to(invoice.seller::text, 'UTF8')) || emptied.lines_hash)
FROM emptied
WHERE invoice.id = emptied.id
  AND invoice.buyer <> emptied.buyer
