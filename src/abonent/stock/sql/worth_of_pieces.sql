-- What pieces are worth that come or go, by the moving average of their item (docs/algorithms/stock-value.md). Several of one item share
-- what there is as if they went one after the other, so the last piece takes the last cent. Where nothing is left to take the average of,
-- pieces come in at the cost of the latest receipt.
-- Takes   handed_over (ordinal bigint, item_id bigint, pieces integer)
-- Reads   stock_balance, stock_movement
-- Writes  nothing
-- Again   safe: a question
WITH in_order AS (
    SELECT handed_over.ordinal, handed_over.item_id, handed_over.pieces,
        sum(handed_over.pieces) OVER (PARTITION BY handed_over.item_id ORDER BY handed_over.ordinal) AS moved
    FROM handed_over
),
averaged AS (
    SELECT in_order.ordinal, in_order.item_id, in_order.pieces,
        round(stock_balance.value * in_order.moved / nullif(stock_balance.on_hand, 0), 2)
        - round(stock_balance.value * (in_order.moved - in_order.pieces) / nullif(stock_balance.on_hand, 0), 2) AS amount
    FROM in_order
    JOIN stock_balance ON stock_balance.item_id = in_order.item_id
)
SELECT averaged.ordinal, averaged.item_id, averaged.pieces,
    coalesce(averaged.amount, round(averaged.pieces * latest_receipt.unit_cost, 2), 0) AS amount
FROM averaged
LEFT JOIN LATERAL (
    SELECT stock_movement.unit_cost
    FROM stock_movement
    WHERE stock_movement.item_id = averaged.item_id AND stock_movement.unit_cost IS NOT NULL AND stock_movement.reverses_id IS NULL
    ORDER BY stock_movement.id DESC
    LIMIT 1
) AS latest_receipt ON true
