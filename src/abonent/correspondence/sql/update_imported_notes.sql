-- Bring what the file says otherwise into the notes it knows; an empty cell leaves what is there. What is pinned stays a note.
-- Reads   staged_note
-- Writes  interaction
-- Again   safe: by then nothing is otherwise
UPDATE interaction
SET kind = said.kind, direction = said.direction, happened_at = said.happened_at, subject = said.subject, body = said.body,
    recorded_by_id = said.recorded_by_id, written_by = said.written_by
FROM (
    SELECT
        known.id,
        CASE WHEN keeps.its_way THEN known.kind ELSE staged.kind END AS kind,
        CASE WHEN keeps.its_way THEN known.direction ELSE staged.direction END AS direction,
        coalesce(staged.happened_at, known.happened_at) AS happened_at,
        coalesce(nullif(staged.subject, ''), known.subject) AS subject,
        coalesce(nullif(staged.body, ''), known.body) AS body,
        CASE staged.author WHEN '' THEN known.recorded_by_id ELSE staged.recorded_by_id END AS recorded_by_id,
        CASE WHEN staged.author = '' THEN known.written_by WHEN staged.recorded_by_id IS NULL THEN staged.author ELSE '' END AS written_by
    FROM staged_note AS staged
    JOIN interaction AS known ON known.id = staged.interaction_id
    CROSS JOIN LATERAL (SELECT staged.kind = '' OR known.pinned_at IS NOT NULL AS its_way) AS keeps
    WHERE staged.batch_id = %(batch)s::bigint
      AND staged.outcome = 'changed'
) AS said
WHERE interaction.id = said.id
  AND (interaction.kind, interaction.direction, interaction.happened_at, interaction.subject, interaction.body, interaction.recorded_by_id, interaction.written_by)
      IS DISTINCT FROM (said.kind, said.direction, said.happened_at, said.subject, said.body, said.recorded_by_id, said.written_by)
