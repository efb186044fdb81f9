-- Fresh statistics of the plans of price changes.
-- Reads   price_change_plan
-- Writes  nothing
ANALYZE price_change_plan
