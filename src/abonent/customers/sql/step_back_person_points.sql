-- Let telephones and e-mail of contact persons step back for those that the file says, and for the way that it says is used first.
-- Reads   staged_contact_person
-- Writes  contact_point.preferred
-- Again   safe: those to be preferred are left alone
UPDATE contact_point
SET preferred = false
FROM staged_contact_person AS staged
CROSS JOIN LATERAL (VALUES ('mobile', staged.mobile_normalised), ('phone', staged.phone_normalised), ('email', staged.email_normalised)) AS point (kind, normalised)
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome = 'changed'
  AND contact_point.contact_person_id = staged.contact_person_id
  AND contact_point.kind = point.kind
  AND contact_point.preferred
  AND (point.normalised NOT IN ('', contact_point.normalised) OR staged.preferred NOT IN ('', point.kind))
