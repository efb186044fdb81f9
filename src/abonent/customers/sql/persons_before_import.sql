-- The contact persons that a batch is about to bring or change; of those it changes what they say now.
-- Reads   staged_contact_person, contact_person, contact_point, contact_person_key
-- Feeds   imports/keep_before_values
SELECT
    staged.contact_person_id AS subject_id, staged.line, staged.outcome = 'new' AS is_new,
    jsonb_build_object('customer_id', staged.customer_id) || CASE WHEN staged.outcome = 'new' THEN '{}' ELSE jsonb_build_object(
        'person', jsonb_build_object(
            'given_name', person.given_name, 'family_name', person.family_name, 'position_type_id', person.position_type_id,
            'position', person.position, 'language', person.language
        ),
        'points', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('id', contact_point.id, 'value', contact_point.value, 'preferred', contact_point.preferred)), '[]')
            FROM contact_point
            WHERE contact_point.contact_person_id = person.id
        ),
        'keyed', EXISTS (
            SELECT 1
            FROM contact_person_key
            WHERE contact_person_key.contact_person_id = person.id AND contact_person_key.source = %(key_source)s::text
        )
    ) END AS before
FROM staged_contact_person AS staged
LEFT JOIN contact_person AS person ON person.id = staged.contact_person_id
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome IN ('new', 'changed')
