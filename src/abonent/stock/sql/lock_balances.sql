-- Hold the balances of items until the transaction ends, always in the same order, so that no two wait for each other.
-- Reads   stock_balance
-- Writes  nothing
-- Again   safe: a question
SELECT stock_balance.item_id, stock_balance.on_hand, stock_balance.reserved, stock_balance.value
FROM stock_balance
WHERE stock_balance.item_id = ANY(%(items)s::bigint[])
ORDER BY stock_balance.item_id
FOR UPDATE
