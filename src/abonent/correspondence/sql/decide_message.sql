-- Note what became of a message that a worker claimed; also if it was given up as uncertain meanwhile, for who sent it knows better.
-- Reads   nothing else
-- Writes  outgoing_message
-- Again   safe: what is decided is left alone
UPDATE outgoing_message
SET state = %(state)s, answer = %(answer)s, subject = %(subject)s, body = %(body)s,
    not_before = abonent_now() + %(wait)s::interval,
    decided_at = CASE WHEN %(state)s = 'queued' THEN NULL ELSE abonent_now() END
WHERE outgoing_message.id = %(message)s::bigint
  AND outgoing_message.claimed_by = %(worker)s::bigint
  AND outgoing_message.state IN ('claimed', 'uncertain')
  AND outgoing_message.state <> %(state)s
