-- Have the telephones and e-mail that the file says of contact persons; one that is known gets its new writing.
-- Reads   staged_contact_person, contact_person
-- Writes  contact_point, one row per contact person, kind and normalised value
-- Again   safe: rows that say the same are left alone
INSERT INTO contact_point (customer_id, contact_person_id, kind, value, normalised, preferred, valid)
SELECT contact_person.customer_id, contact_person.id, point.kind, point.value, point.normalised, staged.preferred IN ('', point.kind), true
FROM staged_contact_person AS staged
JOIN contact_person ON contact_person.id = staged.contact_person_id
CROSS JOIN LATERAL (VALUES
    ('mobile', staged.mobile, staged.mobile_normalised),
    ('phone', staged.phone, staged.phone_normalised),
    ('email', staged.email, staged.email_normalised)
) AS point (kind, value, normalised)
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome IN ('new', 'changed')
  AND point.normalised <> ''
ORDER BY staged.line, point.kind
ON CONFLICT (customer_id, kind, normalised, contact_person_id) DO UPDATE
SET preferred = excluded.preferred, value = excluded.value
WHERE (contact_point.preferred, contact_point.value) IS DISTINCT FROM (excluded.preferred, excluded.value)
