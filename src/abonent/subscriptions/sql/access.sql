-- What a customer, whoever he was before he was merged, or whoever arrives from a network address has of an edition or a product on a day:
-- that he reads, else the nearest reason why not. Of several the one that lets him read.
-- Reads   customer, entitlement, pause, grace, subscription, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH held AS (
    SELECT entitlement.*
    FROM customer AS asked
    JOIN customer AS record ON record.canonical_id = asked.canonical_id
    JOIN entitlement ON entitlement.customer_id = record.id
    WHERE asked.id = %(customer)s::bigint
    UNION ALL
    SELECT entitlement.*
    FROM entitlement
    -- A single address overlaps with the ranges that contain it.
    WHERE entitlement.network && %(address)s::inet
), weighed AS (
    SELECT
        held.*,
        CASE
            WHEN held.during @> %(day)s::date THEN 'reads'
            WHEN EXISTS (
                SELECT
                FROM pause
                WHERE pause.subscription_id = held.subscription_id
                  AND pause.withdrawn_at IS NULL
                  AND NOT pause.digital_goes_on
                  AND pause.during @> %(day)s::date
            ) THEN 'paused'
            WHEN lower(held.during) > %(day)s::date THEN 'later'
            WHEN held.source <> 'subscriber' AND EXISTS (
                SELECT
                FROM entitlement AS running
                WHERE running.subscription_id = held.subscription_id
                  AND running.source = 'subscriber'
                  AND running.during @> %(day)s::date
            ) THEN 'given_up'
            ELSE 'ended'
        END AS outcome
    FROM held
    WHERE (%(edition)s::bigint IS NULL OR held.edition_id = %(edition)s::bigint)
      AND (%(product)s::bigint IS NULL OR held.product_id = %(product)s::bigint)
)
SELECT
    weighed.outcome, weighed.source, weighed.during, weighed.network, weighed.subscription_id,
    CASE WHEN weighed.outcome = 'reads' THEN grace.begins_on END AS grace_from
FROM weighed
JOIN subscription ON subscription.id = weighed.subscription_id
-- What is sold is over, and it has not been renewed yet.
LEFT JOIN grace ON grace.subscription_id = weighed.subscription_id AND grace.begins_on <= %(day)s::date
-- Nobody looks where a program asks.
WHERE %(viewer)s::bigint IS NULL
   OR subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
ORDER BY
    array_position(ARRAY['reads', 'paused', 'later', 'given_up', 'ended'], weighed.outcome),
    -- What lasts longest, what begins first, what ended latest.
    CASE weighed.outcome WHEN 'later' THEN weighed.during END,
    upper(weighed.during) DESC,
    weighed.id
LIMIT 1
