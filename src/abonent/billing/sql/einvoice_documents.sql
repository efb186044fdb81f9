-- Documents as an e-invoice needs them: as posted, with where the payer gets e-invoices today, for that is the way and not the content.
-- Reads   invoice, invoice_line, customer, outbox_document
SELECT invoice.id, invoice.document_number, invoice.kind, invoice.issued_on, invoice.due_on, invoice.currency, invoice.language, invoice.channel, invoice.net,
       invoice.vat, invoice.gross, invoice.rounding, invoice.total, invoice.reference, invoice.seller, invoice.buyer,
       credited.document_number AS credited_number, credited.issued_on AS credited_on, credited.gross AS credited_gross,
       reported.receipt AS credited_receipt, chain.notes_before, chain.lines_before,
       payer.kind AS payer_kind, payer.company_number, payer.einvoice_address
FROM invoice
JOIN customer AS billed ON billed.id = invoice.payer_id
JOIN customer AS payer ON payer.id = billed.canonical_id
LEFT JOIN invoice AS credited ON credited.id = invoice.credits_id
LEFT JOIN outbox_document AS reported
  ON reported.invoice_id = invoice.credits_id AND reported.format = 'ksef' AND reported.state = 'accepted'
CROSS JOIN LATERAL (
    SELECT count(DISTINCT earlier.id) AS notes_before,
           count(invoice_line.ordinal)
               + (SELECT count(*) FROM invoice_line AS billed_line WHERE billed_line.invoice_id = invoice.credits_id) AS lines_before
    FROM invoice AS earlier
    JOIN invoice_line ON invoice_line.invoice_id = earlier.id
    WHERE earlier.credits_id = invoice.credits_id AND earlier.id < invoice.id
) AS chain
WHERE invoice.id = ANY(%(invoices)s::bigint[])
ORDER BY invoice.id
