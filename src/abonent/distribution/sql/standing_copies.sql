-- What the lists of an issue and a way say of each subscription by now: the freeze, and over it its addenda.
-- Reads   frozen_list, frozen_copy
-- Writes  nothing
-- Feeds   distribution/differences
-- Again   safe: a question
SELECT DISTINCT ON (frozen_copy.subscription_id)
    frozen_copy.subscription_id, frozen_list.issue_id, frozen_copy.outcome, frozen_copy.copies, frozen_copy.place_id,
    frozen_list.delivery_method, frozen_copy.route_id, frozen_copy.position, frozen_copy.receiver, frozen_copy.care_of
FROM frozen_list
JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
WHERE frozen_list.issue_id = %(issue)s::bigint
  AND frozen_list.delivery_method = %(delivery_method)s::text
  AND frozen_list.withdrawn_at IS NULL
ORDER BY frozen_copy.subscription_id, frozen_list.number DESC
