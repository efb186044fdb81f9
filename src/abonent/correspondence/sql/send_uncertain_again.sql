-- Send uncertain messages once more, under the same Message-ID: those of kinds that their recipients must have. Never a second time.
-- Reads   nothing else
-- Writes  outgoing_message
-- Again   safe: what was sent again counts more attempts
UPDATE outgoing_message
SET state = 'queued', decided_at = NULL, not_before = abonent_now() + %(wait)s::interval
WHERE outgoing_message.state = 'uncertain'
  AND outgoing_message.attempts = 1
  AND outgoing_message.kind = ANY(%(kinds)s::text[])
