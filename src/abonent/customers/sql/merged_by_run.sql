-- The records of a chunk of the plan that its run merged, and those they were merged into.
-- Reads   duplicate_plan, customer_merge
-- Feeds   customers/recompute_canonical, customers/refresh_search
SELECT DISTINCT record.customer_id
FROM duplicate_plan
JOIN customer_merge ON customer_merge.run_id = duplicate_plan.run_id AND customer_merge.merged_id = duplicate_plan.merged_id
CROSS JOIN LATERAL (VALUES (customer_merge.kept_id), (customer_merge.merged_id)) AS record (customer_id)
WHERE duplicate_plan.run_id = %(run)s::bigint
  AND duplicate_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
