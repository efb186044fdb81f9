-- Messages with an invoice that was credited in full before its message left: whoever gets it would pay what he does not owe.
-- Reads   outgoing_message, invoice
-- Writes  nothing
-- Feeds   correspondence/suppress_messages
-- Again   safe: a question
SELECT outgoing_message.id AS message_id, 'credited' AS reason
FROM outgoing_message
JOIN invoice ON invoice.id = outgoing_message.source_id
JOIN LATERAL (
    SELECT sum(note.total) AS total FROM invoice AS note WHERE note.credits_id = invoice.id
) AS credited ON true
WHERE outgoing_message.id = ANY(%(ids)s::bigint[])
  AND invoice.kind = 'invoice'
  AND invoice.total > 0
  AND credited.total <= -invoice.total
