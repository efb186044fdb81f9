-- Stops whose credits do not come to what they give back, that give back more than the term cost, or whose term has not ended.
-- Reads   early_end, cancellation, subscription, term, charge, term_adjustment, copies_settlement
-- Writes  nothing
-- Again   safe
WITH valued AS (
    SELECT
        early_end.amount, early_end.withdrawn_at, early_end.ends_on, cancellation.subscription_id,
        term.amount + coalesce((
            SELECT sum(copies_settlement.amount) FROM copies_settlement WHERE copies_settlement.term_id = term.id
        ), 0) AS price, upper(term.during) AS ended_on,
        coalesce((
            SELECT sum(charge.amount) FROM charge WHERE charge.source_kind = 'stop_credit' AND charge.source_id = early_end.id
        ), 0) AS charged,
        coalesce((SELECT sum(term_adjustment.amount) FROM term_adjustment WHERE term_adjustment.term_id = term.id), 0) AS by_pauses
    FROM early_end
    JOIN cancellation ON cancellation.id = early_end.cancellation_id
    JOIN term ON term.id = early_end.term_id
)
SELECT subscription.number, valued.amount, valued.charged, valued.price, valued.ends_on
FROM valued
JOIN subscription ON subscription.id = valued.subscription_id
WHERE valued.charged <> -valued.amount
   OR valued.amount + valued.by_pauses > valued.price
   OR valued.withdrawn_at IS NULL AND valued.ended_on > valued.ends_on
   OR valued.withdrawn_at IS NOT NULL AND valued.amount <> 0
ORDER BY subscription.number
LIMIT 100
