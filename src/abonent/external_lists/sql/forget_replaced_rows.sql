-- Take away rows of a list that stand twice now, as read and as kept, and rows that are no longer in the file and of whom nobody was called.
-- Reads   list_call
-- Writes  list_row
-- Again   safe: finds nothing the second time
DELETE FROM list_row
USING list_row AS kept
WHERE list_row.external_list_id = %(external_list)s::bigint
  AND kept.external_list_id = list_row.external_list_id
  AND (
      (list_row.line BETWEEN 1 AND 999999999 AND kept.line = list_row.line + 1000000000)
      OR (
          list_row.line < 0 AND kept.id = list_row.id AND list_row.customer_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM list_call WHERE list_call.row_id = list_row.id)
      )
  )
