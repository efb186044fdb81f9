-- Write the consents that a file brings, each with the day that it was said on.
-- Reads   staged_consent, import_batch
-- Writes  consent, one row per row that says something new
-- Again   safe: a consent is written once
INSERT INTO consent (id, customer_id, channel, purpose, said, source, words, said_at, noted_by_id)
SELECT
    staged_consent.consent_id, staged_consent.customer_id, staged_consent.channel, staged_consent.purpose, staged_consent.said,
    staged_consent.source, staged_consent.words,
    CASE WHEN staged_consent.said_on = '' THEN abonent_now() ELSE (staged_consent.said_on::date + time '12:00') AT TIME ZONE 'UTC' END,
    import_batch.created_by_id
FROM staged_consent
JOIN import_batch ON import_batch.id = staged_consent.batch_id
WHERE staged_consent.batch_id = %(batch)s::bigint
  AND staged_consent.consent_id IS NOT NULL
ORDER BY staged_consent.line
ON CONFLICT (id) DO NOTHING
