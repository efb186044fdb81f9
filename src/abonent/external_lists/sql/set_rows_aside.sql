-- Make room in a list for the rows that are about to be read: those there are lose their place for a moment.
-- Reads   nothing else
-- Writes  list_row.line, to the negative of what it was
-- Again   safe: a row without a place has none to lose
UPDATE list_row
SET line = -list_row.line
WHERE list_row.external_list_id = %(external_list)s::bigint
  AND list_row.line > 0
