-- Say of each row without a fault who gets what by which price and agent. An order is known again by customer, product and first day: what
-- has become of it since is told on it, and no file takes that back.
-- Reads   staged_order, known_order, import_fault
-- Writes  staged_order
-- Again   safe: rows that are matched are left alone
UPDATE staged_order
SET customer_id = known.customer_id, price_id = known.price_id, agent_id = known.agent_id, subscription_id = known.subscription_id,
    outcome = CASE WHEN known.subscription_id IS NULL THEN 'new' ELSE 'same' END
FROM known_order AS known
WHERE staged_order.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_order.line = ANY(%(lines)s::integer[]))
  AND known.batch_id = staged_order.batch_id
  AND known.line = staged_order.line
  AND staged_order.outcome = ''
  AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged_order.batch_id AND import_fault.line = staged_order.line)
