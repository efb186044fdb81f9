-- Messages with a pro forma that was taken back before its message left.
-- Reads   outgoing_message, pro_forma
-- Writes  nothing
-- Feeds   correspondence/suppress_messages
-- Again   safe: a question
SELECT outgoing_message.id AS message_id, 'withdrawn' AS reason
FROM outgoing_message
JOIN pro_forma ON pro_forma.id = outgoing_message.source_id
WHERE outgoing_message.id = ANY(%(ids)s::bigint[])
  AND pro_forma.withdrawn_at IS NOT NULL
