-- Let history be written again after an import in the same transaction, which keeps silent for its own many rows.
-- Reads   nothing
SELECT set_config('abonent.run', '', true) AS run
