-- Frozen copies that name a list, a subscription, a door or a route that does not exist.
-- Reads   frozen_copy, frozen_list, subscription, place, route
-- Writes  nothing
-- Again   safe
SELECT frozen_copy.list_id, frozen_copy.subscription_id,
    CASE
        WHEN frozen_list.id IS NULL THEN 'list'
        WHEN subscription.id IS NULL THEN 'subscription'
        WHEN place.id IS NULL AND frozen_copy.place_id IS NOT NULL THEN 'door'
        ELSE 'route'
    END AS missing
FROM frozen_copy
LEFT JOIN frozen_list ON frozen_list.id = frozen_copy.list_id
LEFT JOIN subscription ON subscription.id = frozen_copy.subscription_id
LEFT JOIN place ON place.id = frozen_copy.place_id
LEFT JOIN route ON route.id = frozen_copy.route_id
WHERE frozen_list.id IS NULL
   OR subscription.id IS NULL
   OR place.id IS NULL AND frozen_copy.place_id IS NOT NULL
   OR route.id IS NULL AND frozen_copy.route_id IS NOT NULL
ORDER BY frozen_copy.list_id, frozen_copy.subscription_id
LIMIT 100
