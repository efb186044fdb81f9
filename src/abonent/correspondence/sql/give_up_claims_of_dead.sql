-- Messages that a worker had claimed when it died: nobody knows whether the mail server has them. A living worker holds the advisory
-- lock of its number.
-- Reads   pg_locks, pg_database
-- Writes  outgoing_message
-- Again   safe: finds nothing the second time
UPDATE outgoing_message
SET state = 'uncertain', decided_at = abonent_now(), answer = ''
WHERE outgoing_message.state = 'claimed'
  AND NOT EXISTS (
    SELECT
    FROM pg_locks
    WHERE pg_locks.locktype = 'advisory'
      AND pg_locks.objsubid = 1
      AND pg_locks.database = (SELECT pg_database.oid FROM pg_database WHERE pg_database.datname = current_database())
      AND (pg_locks.classid::bigint << 32 | pg_locks.objid::bigint) = outgoing_message.claimed_by
  )
