-- What is wrong with rows of a file of contact persons: as the reader found it, of nobody, of a person, without a name, the same person
-- twice, a key that is somebody else's, a position that the register has not.
-- Reads   staged_contact_person, known_contact_person, customer, contact_person, position_type
-- Feeds   imports/record_faults
WITH staged AS (
    SELECT
        staged_contact_person.*, known.customer_id AS whose, known.speaks_for, known.contact_person_id AS who, known.sign,
        customer.kind AS kind_of_customer, customer.name AS name_of_customer
    FROM staged_contact_person
    JOIN known_contact_person AS known ON known.batch_id = staged_contact_person.batch_id AND known.line = staged_contact_person.line
    LEFT JOIN customer ON customer.id = known.customer_id
    WHERE staged_contact_person.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_contact_person.line = ANY(%(lines)s::integer[]))
), beside AS (
    SELECT staged.line, coalesce(lag(staged.line) OVER same_person, lead(staged.line) OVER same_person) AS other
    FROM staged
    WHERE staged.sign IS NOT NULL
    WINDOW same_person AS (PARTITION BY staged.sign ORDER BY staged.line)
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
SELECT
    staged.line, CASE staged.customer_source WHEN '' THEN 'customer_key' ELSE 'customer_number' END, 'person.of_a_person',
    jsonb_build_object('name', staged.name_of_customer)
FROM staged
WHERE staged.kind_of_customer = 'person'
UNION ALL
SELECT staged.line, 'family_name', 'person.nameless', '{}'::jsonb
FROM staged
WHERE staged.called = '' AND staged.who IS NULL
UNION ALL
SELECT
    staged.line, 'key', 'person.of_another',
    jsonb_build_object('key', staged.key, 'person', contact_person.name, 'name', speaks_for.name)
FROM staged
JOIN contact_person ON contact_person.id = staged.who
JOIN customer AS speaks_for ON speaks_for.id = staged.speaks_for
WHERE staged.speaks_for <> staged.whose
UNION ALL
SELECT beside.line, CASE WHEN staged.key = '' THEN 'family_name' ELSE 'key' END, 'person.twice', jsonb_build_object('other', beside.other)
FROM beside
JOIN staged ON staged.line = beside.line
WHERE beside.other IS NOT NULL
UNION ALL
SELECT staged.line, 'position_type', 'known_word.position', jsonb_build_object('value', staged.position_type)
FROM staged
WHERE staged.position_type <> ''
  AND NOT EXISTS (
      SELECT 1
      FROM position_type
      CROSS JOIN LATERAL jsonb_each_text(position_type.name) AS said
      WHERE NOT position_type.retired AND fold_text(said.value) = fold_text(staged.position_type)
  )
