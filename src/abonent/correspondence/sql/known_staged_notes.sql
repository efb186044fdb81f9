-- The rows of a file of notes whose notes are known, each with what is written down.
-- Reads   staged_note, known_note, interaction, staff_user
SELECT
    staged.line, interaction.kind, interaction.direction, interaction.subject, interaction.body,
    CASE known.happened_at WHEN interaction.happened_at THEN staged.said_at ELSE to_char(interaction.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS+00:00') END AS said_at,
    coalesce(nullif(btrim(staff_user.first_name || ' ' || staff_user.last_name), ''), staff_user.username, interaction.written_by) AS author
FROM staged_note AS staged
JOIN known_note AS known ON known.batch_id = staged.batch_id AND known.line = staged.line
JOIN interaction ON interaction.id = known.interaction_id
LEFT JOIN staff_user ON staff_user.id = interaction.recorded_by_id
WHERE staged.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
