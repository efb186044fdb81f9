-- Put messages of a kind into the outbox, one for each that is handed over.
-- Reads   nothing else
-- Takes   handed_over (source_id bigint, entity_id bigint, customer_id bigint, address text, language text, said jsonb)
-- Writes  outgoing_message
-- Again   safe: a message of a kind about a row is queued once for each ordinal
INSERT INTO outgoing_message (kind, source_id, ordinal, entity_id, customer_id, address, language, said, queued_by_id)
SELECT %(kind)s, handed_over.source_id, %(ordinal)s::smallint, handed_over.entity_id, handed_over.customer_id, handed_over.address,
       handed_over.language, handed_over.said, %(actor)s::bigint
FROM handed_over
ORDER BY handed_over.source_id
ON CONFLICT (kind, source_id, ordinal) DO NOTHING
