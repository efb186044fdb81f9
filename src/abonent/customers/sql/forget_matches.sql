-- Forget which customers the rows of a batch were when it was last looked at.
-- Reads   nothing
-- Writes  staged_customer_match
-- Again   safe: by then there are none
DELETE FROM staged_customer_match
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer_match.line = ANY(%(lines)s::integer[]))
