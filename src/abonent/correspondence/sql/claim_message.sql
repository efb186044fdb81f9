-- Claim the message that has waited longest for a worker; others pass over what one has claimed.
-- Reads   nothing else
-- Writes  outgoing_message
-- Again   safe: what is claimed is not claimed again
WITH next AS (
    SELECT outgoing_message.id
    FROM outgoing_message
    WHERE outgoing_message.state = 'queued'
      AND outgoing_message.not_before <= abonent_now()
    ORDER BY outgoing_message.not_before, outgoing_message.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED
)
UPDATE outgoing_message
SET state = 'claimed', claimed_by = %(worker)s::bigint, claimed_at = abonent_now(), attempts = outgoing_message.attempts + 1
FROM next
WHERE outgoing_message.id = next.id
RETURNING outgoing_message.id
