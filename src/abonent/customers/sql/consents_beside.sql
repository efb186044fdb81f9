-- The rows of a file of consents that say something of the same way to contact the same customer as some rows do, and these.
-- Reads   staged_consent, customer_key, customer
WITH staged AS (
    SELECT staged_consent.line, staged_consent.channel, staged_consent.purpose, record.canonical_id AS whose
    FROM staged_consent
    JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_consent.key
    JOIN customer AS record ON record.id = customer_key.customer_id
    WHERE staged_consent.batch_id = %(batch)s::bigint
)
SELECT beside.line
FROM staged
JOIN staged AS beside ON (beside.whose, beside.channel, beside.purpose) = (staged.whose, staged.channel, staged.purpose)
WHERE staged.line = ANY(%(lines)s::integer[])
