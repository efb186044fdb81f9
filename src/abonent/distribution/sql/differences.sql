-- Why the copies that come one way on a route are not as many as in a list before: of each route the reasons, with how many subscriptions
-- and copies. What two lists say of a subscription is compared; nothing is guessed from sums, so that the reasons add up to the difference.
-- Takes   handed_over (subscription_id bigint, outcome text, copies integer, delivery_method text, route_id bigint)
-- Reads   frozen_list, frozen_copy, issue, subscription
-- Writes  nothing
-- Again   safe: a question
WITH before AS (
    SELECT
        frozen_copy.subscription_id, frozen_copy.route_id, frozen_copy.copies,
        frozen_copy.outcome IN ('comes', 'redirected', 'donated') AS is_due, issue.published_on
    FROM frozen_list
    JOIN issue ON issue.id = frozen_list.issue_id
    JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
    WHERE frozen_list.id = %(before)s::bigint
), present AS (
    SELECT
        handed_over.subscription_id, handed_over.route_id, handed_over.copies, handed_over.outcome,
        handed_over.outcome IN ('comes', 'redirected', 'donated') AS comes,
        handed_over.outcome IN ('comes', 'redirected', 'donated') AND handed_over.delivery_method = %(delivery_method)s::text AS is_due
    FROM handed_over
), compared AS (
    SELECT
        coalesce(present.subscription_id, before.subscription_id) AS subscription_id,
        coalesce(before.is_due, false) AS was_due, before.route_id AS old_route_id, before.copies AS old_copies, before.is_due AS told,
        coalesce(present.is_due, false) AS is_due, present.route_id, present.copies, present.outcome, coalesce(present.comes, false) AS comes
    FROM present
    FULL JOIN before ON before.subscription_id = present.subscription_id
), moved AS (
    SELECT compared.subscription_id, compared.old_route_id AS route_id, -compared.old_copies AS copies,
        CASE
            WHEN compared.comes THEN 'went'
            WHEN compared.outcome = 'paused' THEN 'paused'
            ELSE 'stopped'
        END AS reason
    FROM compared
    WHERE compared.was_due AND NOT (compared.is_due AND compared.route_id IS NOT DISTINCT FROM compared.old_route_id)
    UNION ALL
    SELECT compared.subscription_id, compared.route_id, compared.copies,
        CASE
            WHEN compared.was_due THEN 'came'
            WHEN compared.told IS NOT NULL THEN 'resumed'
            WHEN subscription.started_on > (SELECT min(before.published_on) FROM before) THEN 'new'
            ELSE 'came'
        END
    FROM compared
    JOIN subscription ON subscription.id = compared.subscription_id
    WHERE compared.is_due AND NOT (compared.was_due AND compared.route_id IS NOT DISTINCT FROM compared.old_route_id)
    UNION ALL
    SELECT compared.subscription_id, compared.route_id, compared.copies - compared.old_copies, 'copies'
    FROM compared
    WHERE compared.is_due AND compared.was_due
      AND compared.route_id IS NOT DISTINCT FROM compared.old_route_id
      AND compared.copies <> compared.old_copies
)
SELECT moved.route_id, moved.reason, count(*)::bigint AS subscriptions, sum(moved.copies)::bigint AS copies
FROM moved
WHERE %(routes)s::bigint[] IS NULL OR coalesce(moved.route_id, 0) = ANY(%(routes)s::bigint[])
GROUP BY moved.route_id, moved.reason
ORDER BY moved.route_id, moved.reason
