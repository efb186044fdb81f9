-- What a workbook says otherwise than when it was given out, where the register does so too, and not the same.
-- Reads   staged_customer, customer_key, customer, given_customer, given_own_value
-- Feeds   imports/record_conflicts, imports/forget_settled_conflicts
SELECT staged_customer.line, edited.field, edited.said -> 'before' AS before, edited.said -> 'mine' AS mine, present.said AS theirs
FROM staged_customer
JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_customer.key
JOIN customer AS record ON record.id = customer_key.customer_id
JOIN given_customer ON given_customer.customer_id = record.canonical_id
CROSS JOIN LATERAL jsonb_each(nullif(staged_customer.edited, '')::jsonb) AS edited (field, said)
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(part.name, coalesce(to_jsonb(given_customer) -> part.name, (
        SELECT to_jsonb(given_own_value.said)
        FROM given_own_value
        WHERE given_own_value.customer_id = given_customer.customer_id AND given_own_value.name = part.name
    ), '""')) AS said
    FROM jsonb_object_keys(edited.said -> 'before') AS part (name)
) AS present
WHERE staged_customer.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
  AND staged_customer.edited NOT IN ('', '{}')
  AND (given_customer.version <> staged_customer.version OR edited.field LIKE 'own\_%%')
  AND present.said <> edited.said -> 'before'
  AND present.said <> edited.said -> 'mine'
