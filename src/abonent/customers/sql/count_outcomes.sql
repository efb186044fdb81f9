-- How many rows of a batch are new, changed and the same.
-- Reads   staged_customer_match
SELECT
    count(*) FILTER (WHERE staged_customer_match.is_new) AS new,
    count(*) FILTER (WHERE NOT staged_customer_match.is_new AND (staged_customer_match.says_otherwise
        OR staged_customer_match.lives_elsewhere OR staged_customer_match.is_reached_otherwise OR staged_customer_match.is_sorted_otherwise
        OR staged_customer_match.owns_otherwise)) AS changed,
    count(*) FILTER (WHERE NOT (staged_customer_match.is_new OR staged_customer_match.says_otherwise
        OR staged_customer_match.lives_elsewhere OR staged_customer_match.is_reached_otherwise OR staged_customer_match.is_sorted_otherwise
        OR staged_customer_match.owns_otherwise)) AS same
FROM staged_customer_match
WHERE staged_customer_match.batch_id = %(batch)s::bigint
