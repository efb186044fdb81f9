-- How many rows of a file of orders are new and the same; nothing of an order is changed by a file.
-- Reads   staged_order
SELECT
    count(*) FILTER (WHERE staged_order.outcome = 'new') AS new,
    0 AS changed,
    count(*) FILTER (WHERE staged_order.outcome = 'same') AS same
FROM staged_order
WHERE staged_order.batch_id = %(batch)s::bigint
