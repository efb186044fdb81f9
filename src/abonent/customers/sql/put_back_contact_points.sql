-- Put the contact points of changed customers back to what they said before a batch, once those it preferred have stepped back.
-- Reads   imported_row
-- Writes  contact_point
-- Again   safe: by then they say it
INSERT INTO contact_point (id, customer_id, kind, value, normalised, preferred, valid)
SELECT former.id, imported_row.subject_id, former.kind, former.value, former.normalised, former.preferred, former.valid
FROM imported_row
CROSS JOIN LATERAL jsonb_to_recordset(imported_row.before -> 'contact_points') AS former (
    id bigint, kind text, value text, normalised text, preferred boolean, valid boolean
)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
ON CONFLICT (id) DO UPDATE
SET value = excluded.value, preferred = excluded.preferred
WHERE (contact_point.value, contact_point.preferred) IS DISTINCT FROM (excluded.value, excluded.preferred)
