-- The products of the whole orders that a plan's prices depend on.
-- Reads   situation
-- Writes  nothing
SELECT DISTINCT (line.value ->> 0)::bigint AS product_id
FROM situation
CROSS JOIN LATERAL jsonb_array_elements(situation.order_lines) AS line (value)
WHERE situation.run_id = %(run)s::bigint
