-- Post the journal entries that a caller hands over. Their lines come in the same transaction (post_lines).
-- Takes   handed_over (entry_id bigint, entity_id bigint, posted_on date, kind text, source_id bigint, text text, run_id bigint);
--         entry_id is the caller's, from nextval('journal_entry_id_seq')
-- Writes  journal_entry, one row per row handed over
-- Again   safe: rows come in whole batches, and a batch whose first entry exists is left alone; to ask it of every row
--         (ON CONFLICT) would double the time
INSERT INTO journal_entry (id, entity_id, posted_on, kind, source_id, text, run_id)
SELECT handed_over.entry_id, handed_over.entity_id, handed_over.posted_on, handed_over.kind, handed_over.source_id,
       left(handed_over.text, 80), handed_over.run_id
FROM handed_over
WHERE NOT EXISTS (SELECT FROM journal_entry WHERE journal_entry.id = (SELECT handed_over.entry_id FROM handed_over LIMIT 1))
