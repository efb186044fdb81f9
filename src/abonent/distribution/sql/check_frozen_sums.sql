-- Lists whose sums are not what their copies come to.
-- Reads   frozen_list, frozen_copy, frozen_sum
-- Writes  nothing
-- Again   safe
WITH counted AS (
    SELECT frozen_copy.list_id, sum(frozen_copy.copies) AS copies
    FROM frozen_copy
    GROUP BY frozen_copy.list_id
), summed AS (
    SELECT frozen_sum.list_id, sum(frozen_sum.copies) AS copies
    FROM frozen_sum
    GROUP BY frozen_sum.list_id
)
SELECT frozen_list.id AS list_id, coalesce(counted.copies, 0) AS copies, coalesce(summed.copies, 0) AS summed
FROM frozen_list
LEFT JOIN counted ON counted.list_id = frozen_list.id
LEFT JOIN summed ON summed.list_id = frozen_list.id
WHERE coalesce(counted.copies, 0) <> coalesce(summed.copies, 0)
ORDER BY frozen_list.id
LIMIT 100
