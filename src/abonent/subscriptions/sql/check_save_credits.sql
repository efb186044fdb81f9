-- Save offers whose charges do not come to what they give.
-- Reads   save_attempt, subscription, charge
-- Writes  nothing
-- Again   safe
SELECT subscription.number, save_attempt.amount, credited.amount AS charged
FROM save_attempt
JOIN subscription ON subscription.id = save_attempt.subscription_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(charge.amount), 0) AS amount
    FROM charge
    WHERE charge.source_kind = 'save_credit' AND charge.source_id = save_attempt.id
) AS credited
WHERE credited.amount <> -save_attempt.amount
ORDER BY subscription.number
LIMIT 100
