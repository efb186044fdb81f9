-- Terms without their charge, or whose charge is not of their amount, currency and days.
-- Reads   term, subscription, charge
-- Writes  nothing
-- Again   safe
SELECT term.id AS term_id, subscription.number, term.amount, term.currency, charge.amount AS charged
FROM term
JOIN subscription ON subscription.id = term.subscription_id
LEFT JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
WHERE charge.id IS NULL
   OR charge.amount <> term.amount
   OR charge.currency <> term.currency
   OR charge.during <> term.sold_during
ORDER BY term.id
LIMIT 100
