-- What the program sent to customers by itself, for their timeline.
-- Reads   outgoing_message, staff_entity, staff_user
-- Writes  nothing
-- Again   safe: a question
SELECT
    coalesce(outgoing_message.decided_at, outgoing_message.queued_at) AS at,
    'messages' AS chip,
    outgoing_message.id,
    jsonb_build_object(
        'kind', outgoing_message.kind,
        'state', outgoing_message.state,
        'address', outgoing_message.address,
        'subject', outgoing_message.subject
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM outgoing_message
LEFT JOIN staff_user ON staff_user.id = outgoing_message.queued_by_id
WHERE outgoing_message.customer_id = ANY(%(customers)s::bigint[])
  AND outgoing_message.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
