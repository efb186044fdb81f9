-- Let the entries of a batch that is taken back leave with another.
-- Reads   nothing
-- Writes  exported_entry
-- Again   safe: there are none any more
DELETE FROM exported_entry
WHERE exported_entry.export_id = %(export)s::bigint
