-- What is wrong with rows of a file of notes: as the reader found it, of nobody, of no day or one to come, without words, the same note
-- twice, a key that is that of another customer's note.
-- Reads   staged_note, known_note, customer
-- Feeds   imports/record_faults
WITH staged AS (
    SELECT staged_note.*, known.customer_id AS whose, known.is_of, known.sign, known.interaction_id AS which
    FROM staged_note
    JOIN known_note AS known ON known.batch_id = staged_note.batch_id AND known.line = staged_note.line
    WHERE staged_note.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_note.line = ANY(%(lines)s::integer[]))
), beside AS (
    SELECT staged.line, coalesce(lag(staged.line) OVER same_note, lead(staged.line) OVER same_note) AS other
    FROM staged
    WHERE staged.sign IS NOT NULL
    WINDOW same_note AS (PARTITION BY staged.sign ORDER BY staged.line)
)
SELECT staged.line, said.fault ->> 0 AS field, said.fault ->> 1 AS code, said.fault -> 2 AS parameters
FROM staged
CROSS JOIN LATERAL jsonb_array_elements(staged.faults) AS said (fault)
WHERE staged.faults IS NOT NULL
UNION ALL
SELECT staged.line, 'customer_key', 'whose.missing', '{}'::jsonb
FROM staged
WHERE staged.customer_key = ''
UNION ALL
SELECT
    staged.line, CASE staged.customer_source WHEN '' THEN 'customer_key' ELSE 'customer_number' END,
    CASE staged.customer_source WHEN '' THEN 'whose.nobody' ELSE 'whose.no_number' END,
    jsonb_build_object('key', staged.customer_key, 'source', %(key_source)s::text)
FROM staged
WHERE staged.customer_key <> '' AND staged.whose IS NULL
UNION ALL
SELECT staged.line, 'said_at', 'note.undated', '{}'::jsonb
FROM staged
WHERE staged.said_at = '' AND staged.which IS NULL AND staged.faults IS NULL
UNION ALL
SELECT staged.line, 'said_at', 'note.to_come', jsonb_build_object('day', left(staged.said_at, 10))
FROM staged
WHERE staged.said_at <> '' AND left(staged.said_at, 10)::date > %(today)s::date
UNION ALL
SELECT staged.line, 'body', 'note.says_nothing', '{}'::jsonb
FROM staged
WHERE staged.subject || staged.body = '' AND staged.which IS NULL
UNION ALL
SELECT staged.line, 'key', 'note.of_another', jsonb_build_object('key', staged.key, 'name', customer.name)
FROM staged
JOIN customer ON customer.id = staged.is_of
WHERE staged.is_of <> staged.whose
UNION ALL
SELECT beside.line, CASE staged.key WHEN '' THEN 'body' ELSE 'key' END, 'note.twice', jsonb_build_object('other', beside.other)
FROM beside
JOIN staged ON staged.line = beside.line
WHERE beside.other IS NOT NULL
