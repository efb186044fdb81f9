-- Say of each row without a fault whose consent it is and what it comes to. What the customer said on a later day, or what he said
-- already, stays.
-- Reads   staged_consent, import_fault, customer_key, customer, consent
-- Writes  staged_consent
-- Again   safe: rows that are matched are left alone
UPDATE staged_consent
SET customer_id = found.customer_id, outcome = found.outcome,
    consent_id = CASE WHEN found.outcome <> 'same' THEN nextval(pg_get_serial_sequence('consent', 'id')) END
FROM (
    SELECT
        staged.line, customer.id AS customer_id,
        CASE
            WHEN latest.said IS NULL THEN 'new'
            WHEN latest.said = staged.said OR latest.said_at::date > coalesce(nullif(staged.said_on, '')::date, %(today)s::date) THEN 'same'
            ELSE 'changed'
        END AS outcome
    FROM staged_consent AS staged
    JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged.key
    JOIN customer AS record ON record.id = customer_key.customer_id
    JOIN customer ON customer.id = record.canonical_id
    LEFT JOIN LATERAL (
        SELECT consent.said, consent.said_at
        FROM customer AS merged
        JOIN consent ON consent.customer_id = merged.id
        WHERE merged.canonical_id = customer.id AND consent.channel = staged.channel AND consent.purpose = staged.purpose
        ORDER BY consent.id DESC
        LIMIT 1
    ) AS latest ON true
    WHERE staged.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged.batch_id AND import_fault.line = staged.line)
) AS found
WHERE staged_consent.batch_id = %(batch)s::bigint
  AND staged_consent.line = found.line
  AND staged_consent.outcome = ''
