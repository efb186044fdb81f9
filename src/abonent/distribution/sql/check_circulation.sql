-- Issues whose copies by the lists as they stand are not those that were frozen and what addenda changed. Those that have an addendum: the
-- copies of all others are held to their sums already.
-- Reads   frozen_list, frozen_sum, frozen_copy
-- Writes  nothing
-- Again   safe
WITH listed AS MATERIALIZED (
    SELECT frozen_list.id, frozen_list.issue_id, frozen_list.delivery_method, frozen_list.number
    FROM frozen_list
    WHERE frozen_list.withdrawn_at IS NULL
      AND frozen_list.issue_id IN (SELECT addendum.issue_id FROM frozen_list AS addendum WHERE addendum.number > 0 AND addendum.withdrawn_at IS NULL)
), told AS (
    SELECT
        listed.issue_id, listed.number, frozen_copy.outcome IN ('comes', 'redirected', 'donated') AS is_due, frozen_copy.copies,
        lead(frozen_copy.list_id) OVER said IS NULL AS stands,
        coalesce(lag(CASE WHEN frozen_copy.outcome IN ('comes', 'redirected', 'donated') THEN frozen_copy.copies ELSE 0 END) OVER said, 0) AS before
    FROM listed
    JOIN frozen_copy ON frozen_copy.list_id = listed.id
    WINDOW said AS (PARTITION BY listed.issue_id, listed.delivery_method, frozen_copy.subscription_id ORDER BY listed.number)
), counted AS (
    SELECT
        told.issue_id,
        coalesce(sum(told.copies) FILTER (WHERE told.stands AND told.is_due), 0)::bigint AS copies,
        coalesce(sum(CASE WHEN told.is_due THEN told.copies ELSE 0 END - told.before) FILTER (WHERE told.number > 0), 0)::bigint AS added
    FROM told
    GROUP BY told.issue_id
), frozen AS (
    SELECT listed.issue_id, coalesce(sum(frozen_sum.copies), 0)::bigint AS copies
    FROM listed
    JOIN frozen_sum ON frozen_sum.list_id = listed.id
    WHERE listed.number = 0 AND frozen_sum.outcome IN ('comes', 'redirected', 'donated')
    GROUP BY listed.issue_id
)
SELECT counted.issue_id, counted.copies, coalesce(frozen.copies, 0) AS frozen, counted.added
FROM counted
LEFT JOIN frozen ON frozen.issue_id = counted.issue_id
WHERE counted.copies <> coalesce(frozen.copies, 0) + counted.added
ORDER BY counted.issue_id
LIMIT 100
