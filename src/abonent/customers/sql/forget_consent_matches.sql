-- Forget what rows of a file of consents come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_consent
-- Again   safe: by then nothing is said
UPDATE staged_consent
SET customer_id = NULL, consent_id = NULL, outcome = ''
WHERE staged_consent.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_consent.line = ANY(%(lines)s::integer[]))
  AND staged_consent.outcome <> ''
