-- How many rows of a file of consents are new, changed and the same.
-- Reads   staged_consent
SELECT
    count(*) FILTER (WHERE staged_consent.outcome = 'new') AS new,
    count(*) FILTER (WHERE staged_consent.outcome = 'changed') AS changed,
    count(*) FILTER (WHERE staged_consent.outcome = 'same') AS same
FROM staged_consent
WHERE staged_consent.batch_id = %(batch)s::bigint
