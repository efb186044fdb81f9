-- Take away who got the copies of people, and who gets what they gave away. The door stays, it is nobody's name; that a copy came, too.
-- Reads   subscription, pause, frozen_list
-- Writes  frozen_copy.receiver, frozen_copy.care_of
-- Again   safe: a name is taken once
WITH theirs AS (
    SELECT subscription.id
    FROM subscription
    WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[])
    UNION
    SELECT pause.subscription_id
    FROM pause
    WHERE pause.donated_to_id = ANY(%(people)s::bigint[])
)
UPDATE frozen_copy
SET receiver = '', care_of = ''
FROM theirs
CROSS JOIN frozen_list
WHERE frozen_copy.list_id = frozen_list.id
  AND frozen_copy.subscription_id = theirs.id
  AND (frozen_copy.receiver <> '' OR frozen_copy.care_of <> '')
