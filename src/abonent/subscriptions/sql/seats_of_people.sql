-- The seats that people have now or will have in subscriptions that are not over.
-- Reads   seat, subscription_expiry
-- Writes  nothing
-- Again   safe: a question
SELECT seat.customer_id, seat.id AS row_id
FROM seat
JOIN subscription_expiry ON subscription_expiry.subscription_id = seat.subscription_id
WHERE seat.customer_id = ANY(%(people)s::bigint[])
  AND seat.withdrawn_at IS NULL
  AND subscription_expiry.expires_on > %(today)s::date
  AND (upper_inf(seat.during) OR upper(seat.during) > %(today)s::date)
