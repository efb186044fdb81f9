-- Subscriptions that get one issue in two ways: what the lists of each way say by now, the freeze and over it its addenda.
-- Reads   frozen_list, frozen_copy, subscription, issue
-- Writes  nothing
-- Again   safe
WITH standing AS (
    SELECT DISTINCT ON (frozen_list.issue_id, frozen_list.delivery_method, frozen_copy.subscription_id)
        frozen_list.issue_id, frozen_copy.subscription_id, frozen_copy.outcome
    FROM frozen_list
    JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
    WHERE frozen_list.withdrawn_at IS NULL
    ORDER BY frozen_list.issue_id, frozen_list.delivery_method, frozen_copy.subscription_id, frozen_list.number DESC
)
SELECT subscription.number, issue.published_on, count(*) AS ways
FROM standing
JOIN subscription ON subscription.id = standing.subscription_id
JOIN issue ON issue.id = standing.issue_id
WHERE standing.outcome IN ('comes', 'redirected', 'donated')
GROUP BY subscription.number, issue.id, issue.published_on
HAVING count(*) > 1
ORDER BY subscription.number, issue.published_on
LIMIT 100
