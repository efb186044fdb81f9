-- Switches that stand although the one does not end on the day on which the other begins, and switches that were taken back although the
-- successor still comes.
-- Reads   product_switch, cancellation, subscription
-- Writes  nothing
-- Again   safe
SELECT subscription.number, successor.number AS successor, cancellation.from_on
FROM product_switch
JOIN cancellation ON cancellation.id = product_switch.cancellation_id
JOIN subscription ON subscription.id = cancellation.subscription_id
JOIN subscription AS successor ON successor.id = product_switch.successor_id
WHERE CASE
    WHEN cancellation.withdrawn_at IS NULL THEN successor.started_on <> cancellation.from_on
    ELSE NOT EXISTS (
        SELECT FROM cancellation AS taken_back
        WHERE taken_back.subscription_id = successor.id
          AND taken_back.withdrawn_at IS NULL
          AND taken_back.from_on <= successor.started_on
    )
END
ORDER BY subscription.number
LIMIT 100
