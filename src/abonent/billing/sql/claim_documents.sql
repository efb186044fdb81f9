-- Claim documents of the outbox that are due, some at a time; what a worker claimed and left lying is claimed again after a while.
-- Reads   outbox_document
-- Writes  outbox_document.state, outbox_document.due_at
-- Again   safe: what is claimed is not due before the time that a worker has for it is over
WITH due AS (
    SELECT outbox_document.id, outbox_document.state
    FROM outbox_document
    WHERE outbox_document.state IN ('waiting', 'claimed', 'uncertain')
      AND outbox_document.due_at <= %(now)s::timestamptz
    ORDER BY outbox_document.due_at, outbox_document.id
    LIMIT %(most)s::int
    FOR UPDATE SKIP LOCKED
)
UPDATE outbox_document
SET state = 'claimed',
    due_at = %(until)s::timestamptz
FROM due
WHERE outbox_document.id = due.id
RETURNING outbox_document.id, due.state AS was
