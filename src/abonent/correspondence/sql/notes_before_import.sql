-- The notes that a batch is about to write or change; of those it changes what they say now.
-- Reads   staged_note, interaction, interaction_key
-- Feeds   imports/keep_before_values
SELECT
    staged.interaction_id AS subject_id, staged.line, staged.outcome = 'new' AS is_new,
    jsonb_build_object('customer_id', staged.customer_id) || CASE WHEN staged.outcome = 'new' THEN '{}' ELSE jsonb_build_object(
        'note', jsonb_build_object(
            'kind', interaction.kind, 'direction', interaction.direction, 'happened_at', interaction.happened_at, 'subject', interaction.subject,
            'body', interaction.body, 'recorded_by_id', interaction.recorded_by_id, 'written_by', interaction.written_by
        ),
        'keyed', EXISTS (
            SELECT 1
            FROM interaction_key
            WHERE interaction_key.interaction_id = interaction.id AND interaction_key.source = %(key_source)s::text
        )
    ) END AS before
FROM staged_note AS staged
LEFT JOIN interaction ON interaction.id = staged.interaction_id
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome IN ('new', 'changed')
