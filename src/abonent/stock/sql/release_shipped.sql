-- What a run has sent is kept back no longer.
-- Reads   stock_movement
-- Writes  stock_reservation.released_at
-- Again   safe: what is released is left alone
UPDATE stock_reservation
SET released_at = abonent_now()
FROM stock_movement
WHERE stock_movement.run_id = %(run)s::bigint
  AND stock_movement.kind = 'shipment'
  AND stock_movement.reverses_id IS NULL
  AND stock_movement.reservation_id = stock_reservation.id
  AND stock_reservation.released_at IS NULL
  AND NOT EXISTS (SELECT FROM stock_movement AS reversal WHERE reversal.reverses_id = stock_movement.id)
