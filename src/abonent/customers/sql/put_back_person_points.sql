-- Let the telephones and e-mail of changed contact persons say again what they said before a batch.
-- Reads   imported_row
-- Writes  contact_point
-- Again   safe: by then they say it
UPDATE contact_point
SET value = former.value, preferred = former.preferred
FROM imported_row
CROSS JOIN LATERAL jsonb_to_recordset(imported_row.before -> 'points') AS former (id bigint, value text, preferred boolean)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND contact_point.id = former.id
  AND (contact_point.value, contact_point.preferred) IS DISTINCT FROM (former.value, former.preferred)
