-- Take away to whom letters, invoices and gifts went. That a piece went, and where the door is, stays.
-- Reads   nothing
-- Writes  consigned_piece.receiver, consigned_piece.care_of
-- Again   safe: a name is taken once
UPDATE consigned_piece
SET receiver = '', care_of = ''
WHERE consigned_piece.customer_id = ANY(%(people)s::bigint[])
  AND (consigned_piece.receiver <> '' OR consigned_piece.care_of <> '')
