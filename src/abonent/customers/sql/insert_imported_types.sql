-- Sort the new and otherwise sorted customers of a batch by the types that their rows name.
-- Reads   staged_customer, staged_customer_match, known_word
-- Writes  categorised_customer, one row per customer and type
-- Again   safe: a customer is of a type once
INSERT INTO categorised_customer (customer_id, category_id)
SELECT DISTINCT staged_customer_match.customer_id, known_word.id
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
CROSS JOIN LATERAL unnest(string_to_array(staged_customer.types, ',')) AS part (word)
JOIN known_word ON known_word.noun = 'type' AND known_word.said = fold_text(btrim(part.word))
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND (staged_customer_match.is_new OR staged_customer_match.is_sorted_otherwise)
  AND staged_customer.types <> ''
ON CONFLICT (customer_id, category_id) DO NOTHING
