-- The items of which a run has sent pieces.
-- Reads   stock_movement
-- Writes  nothing
-- Again   safe: a question
SELECT DISTINCT stock_movement.item_id
FROM stock_movement
WHERE stock_movement.run_id = %(run)s::bigint
