-- Say of the rows of known customers whether their own fields say something else. An empty text was emptied in a workbook.
-- Reads   staged_customer, given_own_value
-- Writes  staged_customer_match
-- Again   safe: a row that says otherwise is left alone
UPDATE staged_customer_match
SET owns_otherwise = true
FROM staged_customer
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer_match.line = ANY(%(lines)s::integer[]))
  AND NOT staged_customer_match.is_new
  AND NOT staged_customer_match.owns_otherwise
  AND staged_customer.batch_id = staged_customer_match.batch_id
  AND staged_customer.line = staged_customer_match.line
  AND EXISTS (
      SELECT 1
      FROM jsonb_each_text(staged_customer.own) AS mine (name, said)
      LEFT JOIN given_own_value ON given_own_value.customer_id = staged_customer_match.customer_id AND given_own_value.name = mine.name
      WHERE mine.said <> coalesce(given_own_value.said, '')
  )
