-- Take away to whom coverage distributions went by name. That one went, and where the door is, stays.
-- Reads   nothing
-- Writes  coverage_receiver.receiver, coverage_receiver.care_of
-- Again   safe: a name is taken once
UPDATE coverage_receiver
SET receiver = '', care_of = ''
WHERE coverage_receiver.customer_id = ANY(%(people)s::bigint[])
  AND (coverage_receiver.receiver <> '' OR coverage_receiver.care_of <> '')
