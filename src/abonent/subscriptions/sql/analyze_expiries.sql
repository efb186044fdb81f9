-- Fresh statistics of the worklist of the renewal run: an earlier run moved every row of it.
-- Reads   subscription_expiry
-- Writes  nothing
ANALYZE subscription_expiry
