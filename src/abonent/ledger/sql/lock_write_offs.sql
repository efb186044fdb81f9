-- Lock the items of a chunk of planned write-offs that are still as open as planned; the others drop out of the plan.
-- Reads   open_receivable
-- Writes  planned_write_off: rows whose item has changed are taken out
-- Again   safe: what dropped out is gone
WITH still AS MATERIALIZED (
    SELECT open_receivable.receivable_id, open_receivable.open_amount
    FROM open_receivable
    WHERE open_receivable.receivable_id IN (
        SELECT planned_write_off.receivable_id
        FROM planned_write_off
        WHERE planned_write_off.run_id = %(run)s::bigint
          AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
    )
    ORDER BY open_receivable.receivable_id
    FOR UPDATE
)
DELETE FROM planned_write_off
WHERE planned_write_off.run_id = %(run)s::bigint
  AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
  AND NOT EXISTS (
      SELECT FROM still
      WHERE still.receivable_id = planned_write_off.receivable_id AND still.open_amount = planned_write_off.amount
  )
