-- The rows of a file of contact persons that the register knows, each with what it says of the person; a position as the row writes it,
-- where it means the same.
-- Reads   staged_contact_person, known_contact_person, contact_person, contact_point, position_type
SELECT
    staged.line, person.given_name, person.family_name, person.position, person.language,
    CASE
        WHEN person.position_type_id IS NULL THEN ''
        WHEN EXISTS (
            SELECT 1
            FROM position_type
            CROSS JOIN LATERAL jsonb_each_text(position_type.name) AS said
            WHERE position_type.id = person.position_type_id AND fold_text(said.value) = fold_text(staged.position_type)
        ) THEN staged.position_type
        ELSE '#' || person.position_type_id
    END AS position_type,
    reached.mobile, reached.phone, reached.email
FROM staged_contact_person AS staged
JOIN known_contact_person AS known ON known.batch_id = staged.batch_id AND known.line = staged.line
JOIN contact_person AS person ON person.id = known.contact_person_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(max(contact_point.value) FILTER (WHERE contact_point.kind = 'mobile'), '') AS mobile,
        coalesce(max(contact_point.value) FILTER (WHERE contact_point.kind = 'phone'), '') AS phone,
        coalesce(max(contact_point.value) FILTER (WHERE contact_point.kind = 'email'), '') AS email
    FROM contact_point
    WHERE contact_point.contact_person_id = person.id
) AS reached
WHERE staged.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
