-- Merge the pairs of a chunk of the plan that have enough points, say what they said when it was made, and were not told apart since.
-- A record is merged once, into the likeliest; kept is always the older one, so there is no circle.
-- Reads   duplicate_plan, customer_traits, told_apart
-- Writes  customer_merge, one row per pair
-- Again   safe: by then the merged records stand for others
INSERT INTO customer_merge (kept_id, merged_id, choices, merged_by_id, run_id)
SELECT DISTINCT ON (duplicate_plan.merged_id) duplicate_plan.kept_id, duplicate_plan.merged_id, '{}'::jsonb, %(actor)s::bigint, duplicate_plan.run_id
FROM duplicate_plan
JOIN customer_traits AS one ON one.customer_id = duplicate_plan.kept_id
JOIN customer_traits AS other ON other.customer_id = duplicate_plan.merged_id
LEFT JOIN told_apart ON told_apart.one_id = duplicate_plan.kept_id AND told_apart.other_id = duplicate_plan.merged_id
WHERE duplicate_plan.run_id = %(run)s::bigint
  AND duplicate_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND duplicate_plan.score >= %(at_least)s::int
  AND duplicate_plan.ground = md5(one::text || other::text)::uuid
  AND told_apart.id IS NULL
ORDER BY duplicate_plan.merged_id, duplicate_plan.ordinal
ON CONFLICT DO NOTHING
