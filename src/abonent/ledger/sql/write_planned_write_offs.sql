-- Write down who gave up what in a chunk of a run, and why.
-- Reads   planned_write_off
-- Writes  write_off, one row per row of the chunk
-- Again   safe: a write-off that exists is left alone
INSERT INTO write_off (id, receivable_id, credit_id, amount, reason, written_off_by_id)
SELECT planned_write_off.write_off_id, planned_write_off.receivable_id, planned_write_off.credit_id, planned_write_off.amount, %(reason)s,
       %(actor)s::bigint
FROM planned_write_off
WHERE planned_write_off.run_id = %(run)s::bigint AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
ON CONFLICT (id) DO NOTHING
