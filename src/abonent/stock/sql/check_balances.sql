-- Items whose balance is not the sum of their movements and of what is kept back of them.
-- Reads   stock_item, stock_balance, stock_movement, stock_reservation
-- Writes  nothing
-- Again   safe: a question
WITH moved AS (
    SELECT stock_movement.item_id, sum(stock_movement.pieces) AS pieces, sum(stock_movement.amount) AS amount
    FROM stock_movement
    GROUP BY stock_movement.item_id
),
kept_back AS (
    SELECT stock_reservation.item_id, sum(stock_reservation.pieces) AS pieces
    FROM stock_reservation
    WHERE stock_reservation.released_at IS NULL
    GROUP BY stock_reservation.item_id
)
SELECT stock_item.id AS item_id, stock_item.number,
    coalesce(stock_balance.on_hand, 0) AS on_hand, coalesce(moved.pieces, 0) AS moved,
    coalesce(stock_balance.value, 0) AS value, coalesce(moved.amount, 0) AS worth,
    coalesce(stock_balance.reserved, 0) AS reserved, coalesce(kept_back.pieces, 0) AS kept_back
FROM stock_item
LEFT JOIN stock_balance ON stock_balance.item_id = stock_item.id
LEFT JOIN moved ON moved.item_id = stock_item.id
LEFT JOIN kept_back ON kept_back.item_id = stock_item.id
WHERE stock_balance.item_id IS NULL
   OR stock_balance.on_hand <> coalesce(moved.pieces, 0)
   OR stock_balance.value <> coalesce(moved.amount, 0)
   OR stock_balance.reserved <> coalesce(kept_back.pieces, 0)
