-- Take away what the kept record took over when people were merged; nobody parts them any more.
-- Reads   nothing else
-- Writes  customer_merge.choices
-- Again   safe: choices are taken once
UPDATE customer_merge
SET choices = '{}'
WHERE (customer_merge.kept_id = ANY(%(people)s::bigint[]) OR customer_merge.merged_id = ANY(%(people)s::bigint[]))
  AND customer_merge.choices <> '{}'
