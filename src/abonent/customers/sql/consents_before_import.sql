-- The consents that a batch is about to write; each is a row of its own, nothing of what was said before is changed.
-- Reads   staged_consent
-- Feeds   imports/keep_before_values
SELECT staged_consent.consent_id AS subject_id, staged_consent.line, true AS is_new, NULL::jsonb AS before
FROM staged_consent
WHERE staged_consent.batch_id = %(batch)s::bigint
  AND staged_consent.consent_id IS NOT NULL
