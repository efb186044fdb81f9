-- What the customers that a batch has changed said before in the own fields that it wrote.
-- Reads   imported_row, own_field
-- Feeds   customers/empty_own_values, customers/write_own_values
SELECT imported_row.subject_id AS customer_id, own_field.id AS field_id, former.said
FROM imported_row
CROSS JOIN LATERAL jsonb_each_text(imported_row.before -> 'own') AS former (name, said)
JOIN own_field ON 'own_' || own_field.id = former.name
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
