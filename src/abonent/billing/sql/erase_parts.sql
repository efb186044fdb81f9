-- Take out of the parts of agents' invoices who the reader was, once the law lets go of him: number and sums stay.
-- Reads   nothing else
-- Writes  invoice_part.buyer
-- Again   safe: a part without a reader is left alone
UPDATE invoice_part
SET buyer = jsonb_build_object('number', invoice_part.buyer -> 'number', 'name', '–', 'country', invoice_part.buyer -> 'country')
WHERE invoice_part.reader_id = ANY(%(people)s::bigint[])
  AND invoice_part.buyer ->> 'name' <> '–'
