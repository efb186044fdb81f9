-- Let the notes that a batch has changed say again what they said before.
-- Reads   imported_row
-- Writes  interaction
-- Again   safe: by then they say it
UPDATE interaction
SET kind = former.kind, direction = former.direction, happened_at = former.happened_at, subject = former.subject, body = former.body,
    recorded_by_id = former.recorded_by_id, written_by = former.written_by
FROM imported_row
CROSS JOIN LATERAL jsonb_to_record(imported_row.before -> 'note') AS former (
    kind text, direction text, happened_at timestamptz, subject text, body text, recorded_by_id bigint, written_by text
)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND interaction.id = imported_row.subject_id
  AND (interaction.kind, interaction.direction, interaction.happened_at, interaction.subject, interaction.body, interaction.recorded_by_id, interaction.written_by)
      IS DISTINCT FROM (former.kind, former.direction, former.happened_at, former.subject, former.body, former.recorded_by_id, former.written_by)
