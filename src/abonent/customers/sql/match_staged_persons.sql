-- Say of each row without a fault whose contact person it is, which one, and whether anything differs. An empty cell says nothing.
-- Reads   staged_contact_person, known_contact_person, import_fault, contact_person, contact_point, position_type
-- Writes  staged_contact_person
-- Again   safe: rows that are matched are left alone
UPDATE staged_contact_person
SET customer_id = found.customer_id, position_type_id = found.position_type_id, outcome = found.outcome,
    contact_person_id = coalesce(found.contact_person_id, nextval(pg_get_serial_sequence('contact_person', 'id')))
FROM (
    SELECT
        staged.line, known.customer_id, person.id AS contact_person_id, position.id AS position_type_id,
        CASE
            WHEN person.id IS NULL THEN 'new'
            WHEN (staged.given_name <> '' AND staged.given_name <> person.given_name)
                OR (staged.family_name <> '' AND staged.family_name <> person.family_name)
                OR (staged.position <> '' AND staged.position <> person.position)
                OR (staged.language <> '' AND staged.language <> person.language)
                OR (position.id IS NOT NULL AND position.id IS DISTINCT FROM person.position_type_id)
                OR reached.is_otherwise
                THEN 'changed'
            ELSE 'same'
        END AS outcome
    FROM staged_contact_person AS staged
    JOIN known_contact_person AS known ON known.batch_id = staged.batch_id AND known.line = staged.line
    LEFT JOIN contact_person AS person ON person.id = known.contact_person_id
    LEFT JOIN LATERAL (
        SELECT min(position_type.id) AS id
        FROM position_type
        CROSS JOIN LATERAL jsonb_each_text(position_type.name) AS said
        WHERE NOT position_type.retired AND staged.position_type <> '' AND fold_text(said.value) = fold_text(staged.position_type)
    ) AS position ON true
    CROSS JOIN LATERAL (
        SELECT bool_or(NOT EXISTS (
            SELECT 1
            FROM contact_point
            WHERE contact_point.contact_person_id = person.id
              AND contact_point.kind = point.kind
              AND contact_point.normalised = point.normalised
              AND contact_point.preferred = (staged.preferred IN ('', point.kind))
        )) FILTER (WHERE point.normalised <> '') IS TRUE OR EXISTS (
            SELECT 1
            FROM contact_point
            WHERE contact_point.contact_person_id = person.id
              AND contact_point.preferred
              AND staged.preferred NOT IN ('', contact_point.kind)
        ) AS is_otherwise
        FROM (VALUES ('mobile', staged.mobile_normalised), ('phone', staged.phone_normalised), ('email', staged.email_normalised)) AS point (kind, normalised)
    ) AS reached
    WHERE staged.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged.batch_id AND import_fault.line = staged.line)
) AS found
WHERE staged_contact_person.batch_id = %(batch)s::bigint
  AND staged_contact_person.line = found.line
  AND staged_contact_person.outcome = ''
