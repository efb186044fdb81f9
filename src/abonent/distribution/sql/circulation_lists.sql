-- What the lists of some issues come to: frozen, by how much their addenda changed it, and what rested.
-- Reads   frozen_list, frozen_sum, frozen_copy
-- Writes  nothing
-- Again   safe: a question
WITH asked AS (
    SELECT frozen_list.id, frozen_list.issue_id, frozen_list.delivery_method, frozen_list.number
    FROM frozen_list
    WHERE frozen_list.issue_id = ANY(%(issues)s::bigint[]) AND frozen_list.withdrawn_at IS NULL
), frozen AS (
    SELECT
        asked.issue_id,
        coalesce(sum(frozen_sum.copies) FILTER (WHERE frozen_sum.outcome IN ('comes', 'redirected', 'donated')), 0)::bigint AS frozen,
        coalesce(sum(frozen_sum.copies) FILTER (WHERE frozen_sum.outcome = 'paused'), 0)::bigint AS paused
    FROM asked
    LEFT JOIN frozen_sum ON frozen_sum.list_id = asked.id
    WHERE asked.number = 0
    GROUP BY asked.issue_id
), added AS (
    SELECT
        asked.issue_id,
        sum(
            CASE WHEN frozen_copy.outcome IN ('comes', 'redirected', 'donated') THEN frozen_copy.copies ELSE 0 END - coalesce(former.copies, 0)
        )::bigint AS copies
    FROM asked
    JOIN frozen_copy ON frozen_copy.list_id = asked.id
    LEFT JOIN LATERAL (
        SELECT CASE WHEN told.outcome IN ('comes', 'redirected', 'donated') THEN told.copies ELSE 0 END AS copies
        FROM asked AS earlier
        JOIN frozen_copy AS told ON told.list_id = earlier.id AND told.subscription_id = frozen_copy.subscription_id
        WHERE earlier.issue_id = asked.issue_id AND earlier.delivery_method = asked.delivery_method AND earlier.number < asked.number
        ORDER BY earlier.number DESC
        LIMIT 1
    ) AS former ON true
    WHERE asked.number > 0
    GROUP BY asked.issue_id
)
SELECT frozen.issue_id, frozen.frozen, coalesce(added.copies, 0) AS added, frozen.paused
FROM frozen
LEFT JOIN added ON added.issue_id = frozen.issue_id
