-- Take the types from customers that a workbook no longer names: in it the cell says all of them. Any other file only adds.
-- Reads   staged_customer, staged_customer_match, known_word
-- Writes  categorised_customer
-- Again   safe: by then there are none
DELETE FROM categorised_customer
USING staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_sorted_otherwise
  AND staged_customer.version <> ''
  AND (staged_customer.types <> '' OR 'types' = ANY(string_to_array(staged_customer.emptied, ' ')))
  AND categorised_customer.customer_id = staged_customer_match.customer_id
  AND NOT EXISTS (
      SELECT 1
      FROM unnest(string_to_array(staged_customer.types, ',')) AS part (word)
      JOIN known_word ON known_word.noun = 'type' AND known_word.said = fold_text(btrim(part.word))
      WHERE known_word.id = categorised_customer.category_id
  )
