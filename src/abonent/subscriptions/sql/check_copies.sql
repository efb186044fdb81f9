-- Changes of copies whose charges do not come to what they are worth, whose term has no price for the new number, or that their
-- subscription does not follow.
-- Reads   copies_change, copies_settlement, subscription, charge
-- Writes  nothing
-- Again   safe
WITH latest AS (
    SELECT DISTINCT ON (copies_change.subscription_id) copies_change.subscription_id, copies_change.copies, copies_change.from_on
    FROM copies_change
    WHERE copies_change.withdrawn_at IS NULL
    ORDER BY copies_change.subscription_id, copies_change.from_on DESC
), valued AS (
    SELECT
        copies_change.subscription_id, copies_change.from_on, copies_settlement.amount,
        copies_settlement.price IS NULL AND copies_change.withdrawn_at IS NULL AND copies_settlement.issues > 0 AS is_unpriced,
        coalesce((
            SELECT sum(charge.amount) FROM charge WHERE charge.source_kind = 'copies_change' AND charge.source_id = copies_settlement.id
        ), 0) AS charged
    FROM copies_settlement
    JOIN copies_change ON copies_change.id = copies_settlement.change_id
)
SELECT subscription.number, valued.from_on, valued.amount, valued.charged
FROM valued
JOIN subscription ON subscription.id = valued.subscription_id
WHERE valued.charged <> valued.amount OR valued.is_unpriced
UNION ALL
SELECT subscription.number, latest.from_on, latest.copies, subscription.copies
FROM latest
JOIN subscription ON subscription.id = latest.subscription_id
WHERE latest.copies <> subscription.copies
ORDER BY number
LIMIT 100
