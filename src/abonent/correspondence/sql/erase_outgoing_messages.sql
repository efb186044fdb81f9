-- Take away what was sent to people; what waits for them is not sent.
-- Reads   nothing else
-- Writes  outgoing_message
-- Again   safe: what is empty stays so
UPDATE outgoing_message
SET address = '', said = '{}', subject = '', body = '', answer = '',
    state = CASE WHEN outgoing_message.state = 'queued' THEN 'suppressed' ELSE outgoing_message.state END,
    decided_at = coalesce(outgoing_message.decided_at, abonent_now())
WHERE outgoing_message.customer_id = ANY(%(people)s::bigint[])
  AND (outgoing_message.address <> '' OR outgoing_message.subject <> '' OR outgoing_message.body <> '' OR outgoing_message.said <> '{}')
