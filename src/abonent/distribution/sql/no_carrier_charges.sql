-- What carriers are charged where no folder charges them anything.
-- Reads   nothing
-- Writes  nothing
-- Feeds   distribution/plan_pay
-- Again   safe: a question
SELECT NULL::bigint AS carrier_id, NULL::bigint AS route_id, NULL::date AS on_day, NULL::bigint AS of_id, NULL::numeric AS amount
WHERE false
