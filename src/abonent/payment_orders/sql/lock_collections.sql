-- Lock, always in one order, the open items and the mandates of a plan.
-- Reads   planned_collection
-- Writes  nothing: rows of open_receivable, mandate are locked
-- Again   safe
WITH locked_item AS (
    SELECT open_receivable.receivable_id
    FROM open_receivable
    WHERE open_receivable.receivable_id IN (
        SELECT planned_collection.receivable_id FROM planned_collection WHERE planned_collection.run_id = %(run)s::bigint
    )
    ORDER BY open_receivable.receivable_id
    FOR UPDATE
), locked_mandate AS (
    SELECT mandate.id
    FROM mandate
    WHERE mandate.id IN (SELECT planned_collection.mandate_id FROM planned_collection WHERE planned_collection.run_id = %(run)s::bigint)
    ORDER BY mandate.id
    FOR UPDATE
)
SELECT (SELECT count(*) FROM locked_item) + (SELECT count(*) FROM locked_mandate) AS locked
