-- What the connection that works on a batch does at this moment: its statement, and how many rows a COPY has taken.
-- Reads   pg_stat_activity, pg_stat_progress_copy
SELECT split_part(pg_stat_activity.query, ' ', 2) AS statement, pg_stat_progress_copy.tuples_processed AS rows_read
FROM pg_stat_activity
LEFT JOIN pg_stat_progress_copy ON pg_stat_progress_copy.pid = pg_stat_activity.pid
WHERE pg_stat_activity.application_name = 'abonent import ' || %(batch)s::bigint
  AND pg_stat_activity.datname = current_database()
LIMIT 1
