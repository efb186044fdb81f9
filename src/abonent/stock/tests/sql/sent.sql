-- What a test sends, as a run of a higher folder hands it over.
-- Reads   stock_reservation
-- Writes  nothing
-- Again   safe: a question
SELECT stock_reservation.id AS ordinal, stock_reservation.item_id, -stock_reservation.pieces AS pieces
FROM stock_reservation
WHERE stock_reservation.id = ANY(%(reservations)s::bigint[])
