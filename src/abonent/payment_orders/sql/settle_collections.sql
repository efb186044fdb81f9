-- Note what became of collections: failed where the bank took the money back, paid where the item is settled. A mandate whose account is gone,
-- by the code of the bank, ends with it.
-- Reads   payment_order, open_receivable, allocation
-- Writes  collection, mandate
-- Again   safe: what failed stays so, and what was paid is not paid again
WITH told AS (
    SELECT collection.id, CASE WHEN returned.code IS NULL THEN 'paid' ELSE 'failed' END AS state, coalesce(returned.code, '') AS code,
           coalesce(returned.allocated_on, %(as_of)s::date) AS answered_on
    FROM collection
    JOIN payment_order ON payment_order.id = collection.order_id AND payment_order.entity_id = %(entity)s::bigint
    LEFT JOIN open_receivable ON open_receivable.receivable_id = collection.receivable_id
    LEFT JOIN LATERAL (
        SELECT left(coalesce(allocation.reason ->> 'bank_code', ''), 10) AS code, allocation.allocated_on
        FROM allocation
        WHERE allocation.receivable_id = collection.receivable_id
          AND allocation.amount < 0
          AND allocation.reason ->> 'code' = 'returned'
          AND allocation.allocated_on >= payment_order.execute_on
        ORDER BY allocation.id DESC
        LIMIT 1
    ) AS returned ON true
    WHERE (collection.state = 'under_way' AND (returned.code IS NOT NULL OR open_receivable.receivable_id IS NULL))
       OR (collection.state = 'paid' AND returned.code IS NOT NULL AND open_receivable.receivable_id IS NOT NULL)
), ended AS (
    UPDATE mandate
    SET state = 'cancelled', code = left(told.code, 4)
    FROM told
    JOIN collection ON collection.id = told.id
    WHERE mandate.id = collection.mandate_id
      AND told.state = 'failed'
      AND told.code = ANY(%(ending)s::text[])
      AND mandate.state = 'approved'
)
UPDATE collection
SET state = told.state, code = told.code, answered_on = told.answered_on
FROM told
WHERE told.id = collection.id
