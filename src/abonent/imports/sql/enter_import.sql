-- Wait for the turn of this kind and source, and say to the history that an import writes, not a person.
-- Reads   nothing
SELECT
    pg_advisory_xact_lock(hashtextextended(%(turn)s::text, 0)) AS waited,
    set_config('abonent.run', 'import ' || %(batch)s::bigint, true) AS writer
