-- Documents that have no journal entry of their own, or whose entry does not debit receivables with their total. One on which everything
-- is for nothing needs none.
-- Reads   invoice, invoice_line, journal_entry, journal_line
-- Writes  nothing
-- Again   safe
WITH claimed AS (
    SELECT journal_entry.kind, journal_entry.source_id, count(DISTINCT journal_entry.id) AS entries,
           sum(journal_line.document_amount) FILTER (WHERE journal_line.ordinal = 0) AS amount
    FROM journal_entry
    LEFT JOIN journal_line ON journal_line.entry_id = journal_entry.id
    WHERE journal_entry.kind IN ('invoice', 'credit_note')
    GROUP BY journal_entry.kind, journal_entry.source_id
)
SELECT invoice.id AS invoice_id, invoice.document_number, invoice.total, coalesce(claimed.entries, 0) AS entries,
       coalesce(claimed.amount, 0) AS posted
FROM invoice
LEFT JOIN claimed ON claimed.kind = invoice.kind AND claimed.source_id = invoice.id
WHERE coalesce(claimed.amount, 0) <> invoice.total
   OR claimed.entries > 1
   OR (claimed.entries IS NULL AND EXISTS (
       SELECT FROM invoice_line WHERE invoice_line.invoice_id = invoice.id AND (invoice_line.net <> 0 OR invoice_line.vat <> 0)
   ))
ORDER BY invoice.id
LIMIT 100
