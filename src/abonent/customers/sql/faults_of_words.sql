-- Words of rows that the register does not have: types, branches, colleagues.
-- Reads   staged_customer, known_word
-- Feeds   imports/record_faults
SELECT
    staged_customer.line, said.field, 'known_word.' || said.noun AS code,
    jsonb_build_object('value', string_agg(btrim(part.word), ', ' ORDER BY part.place)) AS parameters
FROM staged_customer
CROSS JOIN LATERAL (
    VALUES
        ('types', 'type', string_to_array(staged_customer.types, ',')),
        ('branch', 'branch', ARRAY[staged_customer.branch]),
        ('responsible', 'responsible', ARRAY[staged_customer.responsible])
) AS said (field, noun, words)
CROSS JOIN LATERAL unnest(said.words) WITH ORDINALITY AS part (word, place)
WHERE staged_customer.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
  AND staged_customer.types || staged_customer.branch || staged_customer.responsible <> ''
  AND btrim(part.word) <> ''
  AND NOT EXISTS (SELECT 1 FROM known_word WHERE known_word.noun = said.noun AND known_word.said = fold_text(btrim(part.word)))
GROUP BY staged_customer.line, said.field, said.noun
