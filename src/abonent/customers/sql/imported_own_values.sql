-- What new and otherwise changed customers of a batch say in own fields.
-- Reads   staged_customer, staged_customer_match, own_field
-- Feeds   customers/empty_own_values, customers/write_own_values
SELECT staged_customer_match.customer_id, own_field.id AS field_id, mine.said
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
CROSS JOIN LATERAL jsonb_each_text(staged_customer.own) AS mine (name, said)
JOIN own_field ON 'own_' || own_field.id = mine.name
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND (staged_customer_match.is_new OR staged_customer_match.owns_otherwise)
