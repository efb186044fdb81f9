-- Say of rows of a file which subscriptions they have become.
-- Reads   nothing
-- Writes  staged_order.subscription_id
-- Again   safe: a row that knows is left alone
UPDATE staged_order
SET subscription_id = taken.subscription_id
FROM unnest(%(order_lines)s::integer[], %(subscriptions)s::bigint[]) AS taken (line, subscription_id)
WHERE staged_order.batch_id = %(batch)s::bigint
  AND staged_order.line = taken.line
  AND staged_order.subscription_id IS NULL
