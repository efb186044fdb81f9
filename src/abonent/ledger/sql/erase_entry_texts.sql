-- Take out of the journal who paid; the entry, its day and its lines stay.
-- Reads   payment
-- Writes  journal_entry.text
-- Again   safe: a text is taken once
UPDATE journal_entry
SET text = '–'
FROM payment
WHERE payment.customer_id = ANY(%(people)s::bigint[])
  AND journal_entry.kind = 'payment'
  AND journal_entry.source_id = payment.id
  AND journal_entry.text <> '–'
