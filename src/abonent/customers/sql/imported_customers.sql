-- The customers that a batch has brought or changed.
-- Reads   staged_customer_match
-- Feeds   customers/refresh_search
SELECT staged_customer_match.customer_id
FROM staged_customer_match
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND (staged_customer_match.is_new OR staged_customer_match.says_otherwise
       OR staged_customer_match.lives_elsewhere OR staged_customer_match.is_reached_otherwise OR staged_customer_match.is_sorted_otherwise
       OR staged_customer_match.owns_otherwise)
