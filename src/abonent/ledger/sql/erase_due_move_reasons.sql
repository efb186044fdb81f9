-- Take away why people were let pay later; that they were, and when, stays.
-- Reads   receivable
-- Writes  due_move.reason
-- Again   safe: a reason is taken once
UPDATE due_move
SET reason = '–'
WHERE due_move.receivable_id IN (SELECT receivable.id FROM receivable WHERE receivable.customer_id = ANY(%(people)s::bigint[]))
  AND due_move.reason <> '–'
