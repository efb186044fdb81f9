-- Forget what rows of a file of orders come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_order
-- Again   safe: by then nothing is said
UPDATE staged_order
SET customer_id = NULL, price_id = NULL, agent_id = NULL, subscription_id = NULL, outcome = ''
WHERE staged_order.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_order.line = ANY(%(lines)s::integer[]))
  AND staged_order.outcome <> ''
