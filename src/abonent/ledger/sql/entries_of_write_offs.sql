-- The journal entry of each write-off of a chunk.
-- Reads   planned_write_off, receivable
-- Writes  nothing: it is handed over to post_entries
-- Again   safe
SELECT planned_write_off.entry_id, receivable.entity_id, %(as_of)s::date AS posted_on, 'write_off' AS kind,
       planned_write_off.write_off_id AS source_id, receivable.document_number AS text, planned_write_off.run_id
FROM planned_write_off
JOIN receivable ON receivable.id = planned_write_off.receivable_id
WHERE planned_write_off.run_id = %(run)s::bigint AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
