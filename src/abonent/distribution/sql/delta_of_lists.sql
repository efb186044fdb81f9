-- What of a list is other than in one before: subscriptions that are new, changed, or stopped; these with what the list before says.
-- Reads   frozen_copy
-- Writes  nothing
-- Feeds   distribution/frozen_lines, distribution/changes_counted
-- Again   safe: a question
SELECT
    coalesce(present.subscription_id, former.subscription_id) AS subscription_id, coalesce(present.route_id, former.route_id) AS route_id,
    coalesce(present.position, former.position) AS position, coalesce(present.place_id, former.place_id) AS place_id,
    coalesce(present.copies, former.copies) AS copies, coalesce(present.receiver, former.receiver) AS receiver,
    coalesce(present.care_of, former.care_of) AS care_of,
    CASE WHEN former.subscription_id IS NULL THEN 'new' WHEN present.subscription_id IS NULL THEN 'stopped' ELSE 'changed' END AS change,
    ''::text AS piece
FROM (
    SELECT frozen_copy.* FROM frozen_copy
    WHERE frozen_copy.list_id = %(list)s::bigint AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
) AS present
FULL JOIN (
    SELECT frozen_copy.* FROM frozen_copy
    WHERE frozen_copy.list_id = %(before)s::bigint AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
) AS former ON former.subscription_id = present.subscription_id
WHERE (present.place_id, present.route_id, present.copies, present.receiver, present.care_of)
      IS DISTINCT FROM (former.place_id, former.route_id, former.copies, former.receiver, former.care_of)
