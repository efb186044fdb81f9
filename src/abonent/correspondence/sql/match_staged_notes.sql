-- Say of each row without a fault whose note it is, which one, who wrote it, and whether anything differs. An empty cell says nothing.
-- Reads   staged_note, known_note, import_fault, interaction, known_word
-- Writes  staged_note
-- Again   safe: rows that are matched are left alone
UPDATE staged_note
SET customer_id = found.customer_id, happened_at = found.happened_at, recorded_by_id = found.recorded_by_id, outcome = found.outcome,
    interaction_id = coalesce(found.interaction_id, nextval(pg_get_serial_sequence('interaction', 'id')))
FROM (
    SELECT
        staged.line, known.customer_id, known.happened_at, interaction.id AS interaction_id, colleague.id AS recorded_by_id,
        CASE
            WHEN interaction.id IS NULL THEN 'new'
            WHEN (staged.kind <> '' AND (staged.kind, staged.direction) <> (interaction.kind, interaction.direction))
                OR known.happened_at <> interaction.happened_at
                OR (staged.subject <> '' AND staged.subject <> interaction.subject)
                OR (staged.body <> '' AND staged.body <> interaction.body)
                OR (staged.author <> '' AND CASE
                    WHEN colleague.id IS NULL THEN staged.author <> interaction.written_by
                    ELSE colleague.id IS DISTINCT FROM interaction.recorded_by_id
                END)
                THEN 'changed'
            ELSE 'same'
        END AS outcome
    FROM staged_note AS staged
    JOIN known_note AS known ON known.batch_id = staged.batch_id AND known.line = staged.line
    LEFT JOIN interaction ON interaction.id = known.interaction_id
    LEFT JOIN known_word AS colleague
        ON colleague.noun = 'responsible' AND staged.author <> '' AND colleague.said = fold_text(staged.author)
    WHERE staged.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged.batch_id AND import_fault.line = staged.line)
) AS found
WHERE staged_note.batch_id = %(batch)s::bigint
  AND staged_note.line = found.line
  AND staged_note.outcome = ''
