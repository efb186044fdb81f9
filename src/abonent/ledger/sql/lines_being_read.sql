-- How many lines of bank files are being read at this moment, by whichever session.
-- Reads   pg_stat_progress_copy
-- Writes  nothing
-- Again   safe: a question
SELECT coalesce(sum(pg_stat_progress_copy.tuples_processed), 0)::bigint AS lines
FROM pg_stat_progress_copy
WHERE pg_stat_progress_copy.relid = 'staging_bank_line'::regclass
