-- Take away why items of people were given up.
-- Reads   receivable
-- Writes  write_off.reason
-- Again   safe: a reason is taken once
UPDATE write_off
SET reason = '–'
WHERE write_off.receivable_id IN (SELECT receivable.id FROM receivable WHERE receivable.customer_id = ANY(%(people)s::bigint[]))
  AND write_off.reason <> '–'
