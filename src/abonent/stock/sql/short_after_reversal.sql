-- Items of which a run that is taken back would keep back more than is there: a count since has shown that pieces are missing.
-- Reads   stock_movement, stock_reservation, stock_balance
-- Writes  nothing
-- Again   safe: a question
WITH kept_back_again AS (
    SELECT stock_reservation.item_id, sum(stock_reservation.pieces) AS pieces
    FROM stock_movement AS shipment
    JOIN stock_movement AS reversal ON reversal.reverses_id = shipment.id
    JOIN stock_reservation ON stock_reservation.id = shipment.reservation_id AND stock_reservation.released_at IS NOT NULL
    WHERE shipment.run_id = %(run)s::bigint AND shipment.kind = 'shipment'
    GROUP BY stock_reservation.item_id
)
SELECT kept_back_again.item_id
FROM kept_back_again
JOIN stock_balance ON stock_balance.item_id = kept_back_again.item_id
WHERE stock_balance.reserved + kept_back_again.pieces > stock_balance.on_hand
