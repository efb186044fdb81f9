-- Subscriptions that have more members than seats on a day.
-- Reads   seat_count, subscription
-- Writes  nothing
-- Again   safe
SELECT subscription.number, seat_count.turns_on, seat_count.taken, seat_count.seats
FROM seat_count
JOIN subscription ON subscription.id = seat_count.subscription_id
WHERE seat_count.taken > seat_count.seats
ORDER BY subscription.number, seat_count.turns_on
LIMIT 100
