-- What is wrong with rows of a file of consents: as the reader found it, without a key, of nobody, of a day to come, the same way twice.
-- Reads   staged_consent, customer_key, customer
-- Feeds   imports/record_faults
WITH staged AS (
    SELECT staged_consent.*, customer.id AS whose
    FROM staged_consent
    LEFT JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_consent.key
    LEFT JOIN customer AS record ON record.id = customer_key.customer_id
    LEFT JOIN customer ON customer.id = record.canonical_id
    WHERE staged_consent.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_consent.line = ANY(%(lines)s::integer[]))
), beside AS (
    SELECT staged.line, coalesce(lag(staged.line) OVER same_way, lead(staged.line) OVER same_way) AS other
    FROM staged
    WHERE staged.whose IS NOT NULL AND staged.channel <> '' AND staged.purpose <> ''
    WINDOW same_way AS (PARTITION BY staged.whose, staged.channel, staged.purpose ORDER BY staged.line)
)
SELECT staged.line, said.fault ->> 0 AS field, said.fault ->> 1 AS code, said.fault -> 2 AS parameters
FROM staged
CROSS JOIN LATERAL jsonb_array_elements(staged.faults) AS said (fault)
WHERE staged.faults IS NOT NULL
UNION ALL
SELECT staged.line, 'key', 'key.missing', '{}'::jsonb
FROM staged
WHERE staged.key = ''
UNION ALL
SELECT staged.line, 'key', 'consent.nobody', jsonb_build_object('key', staged.key, 'source', %(key_source)s::text)
FROM staged
WHERE staged.key <> '' AND staged.whose IS NULL
UNION ALL
SELECT staged.line, 'said_on', 'consent.to_come', jsonb_build_object('day', staged.said_on)
FROM staged
WHERE staged.said_on <> '' AND staged.said_on::date > %(today)s::date
UNION ALL
SELECT beside.line, 'key', 'consent.twice', jsonb_build_object('other', beside.other)
FROM beside
WHERE beside.other IS NOT NULL
