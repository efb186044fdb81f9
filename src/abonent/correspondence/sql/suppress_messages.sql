-- Messages that wait and are not wanted any more, each with its reason.
-- Reads   nothing else
-- Takes   handed_over (message_id bigint, reason text)
-- Writes  outgoing_message
-- Again   safe: only what waits is suppressed
UPDATE outgoing_message
SET state = 'suppressed', answer = handed_over.reason, decided_at = abonent_now()
FROM handed_over
WHERE outgoing_message.id = handed_over.message_id
  AND outgoing_message.state = 'queued'
