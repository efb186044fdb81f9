-- The subscriptions that a batch has brought.
-- Reads   staged_order
-- Feeds   imports/keep_before_values
SELECT
    staged_order.subscription_id AS subject_id, staged_order.line, true AS is_new,
    jsonb_build_object('customer_id', staged_order.customer_id) AS before
FROM staged_order
WHERE staged_order.batch_id = %(batch)s::bigint
  AND staged_order.outcome = 'new'
  AND staged_order.subscription_id IS NOT NULL
