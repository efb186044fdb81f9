-- Take away what was noted of people of lists who are erased.
-- Reads   list_row
-- Writes  list_call
-- Again   safe: finds nothing the second time
DELETE FROM list_call
USING list_row
WHERE list_row.id = list_call.row_id
  AND list_row.emptied_at IS NOT NULL
