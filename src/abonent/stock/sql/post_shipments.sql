-- Send what is kept back: each reservation, named by the ordinal, that still stands goes out with what its pieces are worth.
-- Takes   handed_over (ordinal bigint, item_id bigint, pieces integer, amount numeric)
-- Reads   stock_reservation
-- Writes  stock_movement: one shipment for each reservation
-- Again   safe: what was sent by this run is left alone
INSERT INTO stock_movement (item_id, kind, pieces, amount, moved_on, remark, reservation_id, run_id, noted_at)
SELECT handed_over.item_id, 'shipment', handed_over.pieces, handed_over.amount, %(moved_on)s::date, '', handed_over.ordinal,
    %(run)s::bigint, abonent_now()
FROM handed_over
JOIN stock_reservation ON stock_reservation.id = handed_over.ordinal
WHERE stock_reservation.released_at IS NULL
  AND NOT EXISTS (
      SELECT FROM stock_movement AS sent WHERE sent.reservation_id = handed_over.ordinal AND sent.run_id = %(run)s::bigint
  )
