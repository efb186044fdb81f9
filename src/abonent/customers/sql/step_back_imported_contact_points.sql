-- Let the contact points that a batch has come to prefer step back, where they were not preferred before.
-- Reads   imported_row
-- Writes  contact_point.preferred
-- Again   safe: by then none is preferred
UPDATE contact_point
SET preferred = false
FROM imported_row
CROSS JOIN LATERAL jsonb_to_recordset(imported_row.before -> 'contact_points') AS former (id bigint, preferred boolean)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND contact_point.id = former.id
  AND contact_point.preferred
  AND NOT former.preferred
