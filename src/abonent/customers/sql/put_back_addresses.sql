-- Put the addresses that a batch has ended or corrected back to what they said before.
-- Reads   imported_row
-- Writes  address
-- Again   safe: by then they say it
UPDATE address
SET place_id = former.place_id, care_of = former.care_of, during = former.during
FROM imported_row
CROSS JOIN LATERAL jsonb_to_recordset(imported_row.before -> 'addresses') AS former (id bigint, place_id bigint, care_of text, during daterange)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND address.id = former.id
  AND (address.place_id, address.care_of, address.during) IS DISTINCT FROM (former.place_id, former.care_of, former.during)
