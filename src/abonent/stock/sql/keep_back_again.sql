-- What a run had sent and does not send after all is kept back again.
-- Reads   stock_movement
-- Writes  stock_reservation.released_at
-- Again   safe: what is kept back is left alone
UPDATE stock_reservation
SET released_at = NULL
FROM stock_movement AS shipment
JOIN stock_movement AS reversal ON reversal.reverses_id = shipment.id
WHERE shipment.run_id = %(run)s::bigint
  AND shipment.kind = 'shipment'
  AND shipment.reservation_id = stock_reservation.id
  AND stock_reservation.released_at IS NOT NULL
