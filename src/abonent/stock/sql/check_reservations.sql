-- Reservations that were sent and are still kept back, sent more than once, or sent in other pieces than were kept back.
-- Reads   stock_reservation, stock_movement
-- Writes  nothing
-- Again   safe: a question
SELECT stock_reservation.id AS reservation_id, stock_reservation.item_id, stock_reservation.pieces, -sum(shipment.pieces) AS sent
FROM stock_reservation
JOIN stock_movement AS shipment ON shipment.reservation_id = stock_reservation.id AND shipment.kind = 'shipment'
GROUP BY stock_reservation.id
HAVING -sum(shipment.pieces) NOT IN (0, stock_reservation.pieces)
    OR (sum(shipment.pieces) < 0 AND stock_reservation.released_at IS NULL)
