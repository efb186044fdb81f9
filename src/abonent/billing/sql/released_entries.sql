-- Write down which entries a release has counted, as it was planned.
-- Reads   planned_release_entry
-- Writes  released_entry
-- Again   safe: an entry is counted once
INSERT INTO released_entry (entry_id, release_id)
SELECT planned_release_entry.entry_id, %(release)s::bigint
FROM planned_release_entry
WHERE planned_release_entry.run_id = %(run)s::bigint
  AND NOT EXISTS (SELECT FROM released_entry WHERE released_entry.entry_id = planned_release_entry.entry_id)
