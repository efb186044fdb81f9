-- Empty the work table of price changes, which an earlier plan in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, work_price_change
-- Again   safe
TRUNCATE work_price_change
