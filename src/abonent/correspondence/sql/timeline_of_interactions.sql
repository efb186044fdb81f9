-- What was said with customers, for their timeline.
-- Reads   interaction, contact_person, staff_user
-- Writes  nothing
-- Again   safe: a question
SELECT
    interaction.happened_at AS at,
    CASE interaction.kind
        WHEN 'note' THEN 'notes'
        WHEN 'call' THEN 'calls'
        WHEN 'meeting' THEN 'meetings'
        WHEN 'portal' THEN 'portal'
        ELSE 'messages'
    END AS chip,
    interaction.id,
    jsonb_build_object(
        'kind', interaction.kind,
        'direction', interaction.direction,
        'subject', interaction.subject,
        'body', interaction.body,
        'result', interaction.result,
        'person', contact_person.name
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, interaction.written_by) AS who
FROM interaction
LEFT JOIN contact_person ON contact_person.id = interaction.contact_person_id
LEFT JOIN staff_user ON staff_user.id = interaction.recorded_by_id
WHERE interaction.customer_id = ANY(%(customers)s::bigint[])
