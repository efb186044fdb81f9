-- A journal entry that an operation gives.
-- Reads   nothing
-- Writes  nothing: it is handed over to post_entries
-- Again   safe
SELECT %(entry)s::bigint AS entry_id, %(entity)s::bigint AS entity_id, %(posted_on)s::date AS posted_on, %(kind)s::text AS kind,
       %(source_id)s::bigint AS source_id, %(text)s::text AS text, NULL::bigint AS run_id
